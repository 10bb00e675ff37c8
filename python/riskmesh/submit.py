"""Submits a riskmesh command to EMR, EMR Serverless, EMR on EKS, Glue or SageMaker. See jobs/README.md.

scripts/submit in a checkout, python -m riskmesh submit where the package is installed. Renders a template with
parameters. --dry-run prints the exact request as JSON and needs only Python 3.10; submitting needs boto3. --wait exits
with the code in the run's outcome, because platforms report every failure as exit code 1.

Exit codes: 0 if submitted or done, 2 for wrong parameters, 1 if the platform failed or there is no outcome, otherwise
the outcome's code.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import timezone
from pathlib import Path
from typing import Any

from riskmesh import jobs, platforms

SHORT = {"run_id": "runId", "as_of": "asOf", "command": "command", "region": "region"}


def main(argv: list[str]) -> int:
    """Runs the command line, without the program's name, and returns its exit code."""
    options = parser().parse_intermixed_args(argv)
    try:
        return run(jobs.DEFAULT_TARGETS.get(options.target, options.target), options)
    except jobs.ParameterError as e:
        return fail(2, *e.problems)


def run(target: str, options: argparse.Namespace) -> int:
    if options.parameters:
        return print_parameters(target)
    parameters = given(target, options)
    request = jobs.request(target, parameters)
    if options.dry_run:
        print(json.dumps(request, indent=2))
        return 0
    if options.wait:
        require_waitable(target, parameters)
    return submit(target, request, parameters, options)


def require_waitable(target: str, parameters: dict[str, Any]) -> None:
    """Checks what --wait needs before anything is submitted."""
    kind = platforms.TARGETS[target]
    if not kind.waits:
        raise jobs.ParameterError([f"--wait: {target} is created at once; omit --wait"])
    if kind.leaves_outcome:
        jobs.outcome({"runId": "the platform's", **parameters})


def parser() -> argparse.ArgumentParser:
    names = ", ".join(jobs.DEFAULT_TARGETS)
    every = ", ".join(jobs.targets())
    as_written = argparse.RawDescriptionHelpFormatter
    line = argparse.ArgumentParser(prog="submit", description=__doc__, formatter_class=as_written)
    line.add_argument("target", metavar="PLATFORM", help=f"{names}; or one template: {every}")
    line.add_argument("command", nargs="?", help="the riskmesh command; default: run")
    line.add_argument("--run-id", metavar="ID", help="the run's name")
    line.add_argument("--as-of", metavar="ISO", help="the run's as-of time")
    line.add_argument(
        "--set", metavar="KEY=VALUE", action="append", default=[], help="passed to the command; repeatable"
    )
    line.add_argument("--param", metavar="NAME=VALUE", action="append", default=[], help="a parameter; repeatable")
    line.add_argument("--params", metavar="FILE", help="parameters as a JSON object; --param overrides them")
    line.add_argument("--parameters", action="store_true", help="print the parameters of the platform and exit")
    line.add_argument("--dry-run", action="store_true", help="print the request and exit")
    line.add_argument("--wait", action="store_true", help="wait for the end and exit with the outcome's code")
    line.add_argument("--poll", metavar="SECONDS", type=float, default=30, help="time between two checks, 30 by default")
    line.add_argument("--region", help="region of the platform; default: boto3's own")
    line.add_argument("--endpoint-url", metavar="URL", help="a server to use instead of AWS")
    return line


def given(target: str, options: argparse.Namespace) -> dict[str, Any]:
    """All parameters from the command line and from the file."""
    parameters = jobs.fitting(target, from_file(options.params)) if options.params else {}
    wrong = [pair for pair in options.param if "=" not in pair]
    if wrong:
        raise jobs.ParameterError([f"--param {pair}: must be name=value" for pair in wrong])
    parameters.update(pair.split("=", 1) for pair in options.param)
    parameters.update({name: getattr(options, key) for key, name in SHORT.items() if getattr(options, key) is not None})
    if options.set:
        parameters["set"] = options.set
    return parameters


def from_file(file: str) -> dict[str, Any]:
    try:
        return dict(json.loads(Path(file).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as e:
        raise jobs.ParameterError([f"--params {file}: must be a file with a JSON object ({e})"]) from e


def print_parameters(target: str) -> int:
    for name, spec in jobs.known(target).items():
        default = f" [{json.dumps(spec['default'])}]" if spec.get("default") is not None else ""
        print(f"{name}{default}: {spec['about']}")
    return 0


def submit(target: str, request: dict[str, Any], parameters: dict[str, Any], options: argparse.Namespace) -> int:
    try:
        import boto3
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError:
        return fail(1, "boto3 is not installed: pip install boto3, or print the request with --dry-run")
    session = boto3.session.Session(region_name=parameters.get("region"))

    def client(service: str) -> Any:
        return session.client(service, endpoint_url=options.endpoint_url)

    try:
        service = client(jobs.operation(target)[0])
        submission, fresh = platforms.submit(target, service, request)
        if not fresh and submission.has_failed():
            return fail(
                1, f"{submission.id} has failed and keeps its name: start the next attempt with --param attempt=2, ..."
            )
        if not fresh:
            print(f"submit: {submission.id} already exists; nothing was submitted", file=sys.stderr)
        print(submission.id)
        return wait(submission, client("s3"), parameters, options.poll) if options.wait else 0
    except (BotoCoreError, ClientError) as e:
        return fail(1, f"{target}: {e}")


def wait(submission: platforms.Submission, s3: Any, parameters: dict[str, Any], seconds: float) -> int:
    state = submission.state()
    while not state.ended():
        time.sleep(seconds)
        state = submission.state()
    print(f"submit: {submission.id} {state.name} {state.reason}".rstrip(), file=sys.stderr)
    run = submission.run_id() or parameters.get("runId")
    location = jobs.outcome({**parameters, "runId": run}) if submission.target.leaves_outcome else None
    if location is None:
        return 0 if state.succeeded() else 1
    outcome = read_outcome(s3, location, state)
    if outcome is None:
        return fail(1, f"this submission left no outcome at {location}; check the platform's log")
    print(json.dumps(outcome))
    return int(outcome["code"])


def read_outcome(s3: Any, location: str, state: platforms.State) -> dict[str, Any] | None:
    """The outcome, unless an earlier attempt of the run wrote it: a killed driver writes none."""
    bucket, key = location.removeprefix("s3://").split("/", 1)
    try:
        found = s3.get_object(Bucket=bucket, Key=key)
    except s3.exceptions.NoSuchKey:
        return None
    since = state.since.astimezone(timezone.utc).replace(microsecond=0)
    return json.load(found["Body"]) if found["LastModified"] >= since else None


def fail(code: int, *lines: str) -> int:
    for line in lines:
        print(f"submit: {line}", file=sys.stderr)
    return code
