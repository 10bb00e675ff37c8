"""Parameters derived from others: names, tokens, the program's own arguments. Pure functions."""

from __future__ import annotations

import hashlib
import json
import math
import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

TRAINS = ("run", "train", "evaluate")
# training.timeout if a job does not set it; same as in the program's ConfigDefaults.
TRAINING_TIMEOUT = "1h"
CODE = "/opt/ml/processing/input/code"
JOB = "/opt/ml/processing/input/job"
# Domain suffixes of regions outside the standard partition.
SUFFIXES = {"cn-": "amazonaws.com.cn", "eusc-": "amazonaws.eu", "eu-isoe-": "cloud.adc-e.uk"}

# Glue's worker types, the smaller first: cores, memory in GB. R has twice the memory of G.
WORKERS = tuple(
    (f"{family}.{size}X", 4 * size, memory * size) for size in (1, 2, 4, 8) for family, memory in (("G", 16), ("R", 32))
)


class Unfit(ValueError):
    """A value that cannot be derived from the given parameters."""


def arguments(given: Mapping[str, Any], job: str) -> list[str]:
    """The arguments of riskmesh itself: command, files, run, overrides."""
    args = [given["command"], "--job", job, "--env", given["env"]]
    if given["runId"]:
        args += ["--run-id", given["runId"]]
    if given["command"] == "score" and given["id"]:
        args += ["--score-id", given["id"]]
    if given["asOf"]:
        args += ["--set", f"source.asOf={given['asOf']}"]
    for assignment in _training(given) + given["set"]:
        args += ["--set", assignment]
    return args + given["arguments"]


def _training(given: Mapping[str, Any]) -> list[str]:
    if given["command"] not in TRAINS:
        return []
    return [f"training.workers={given['workers']}", f"training.threadsPerWorker={given['executorCores']}"]


def overridden_timeout(assignments: list[str], arguments: list[str]) -> str | None:
    """The last training.timeout on the command line; None if it is left to the job file."""
    told = list(assignments)
    for flag, value in zip(arguments, arguments[1:] + [""]):
        told += [value] if flag == "--set" else [flag.removeprefix("--set=")] if flag.startswith("--set=") else []
    pairs = [assignment.partition("=") for assignment in told]
    values = [value.strip().strip("\"'") for key, _, value in pairs if key.strip() == "training.timeout"]
    return values[-1] if values else None


def require_longer(minutes: int, name: str, training: str | None) -> None:
    """
    Training must time out before the platform ends the job, which could not report a reason. Does nothing if the
    training time-out is not known, as in a job file on S3, or is not valid: the program reports that.
    """
    seconds = span(training) if training else None
    if seconds is not None and minutes * 60 <= seconds:
        raise Unfit(
            f"{name}: {minutes} minutes are not longer than training.timeout ({training}), so the platform would end the"
            f" job before training times out and reports a reason; {name} must be more than {math.ceil(seconds / 60)}"
        )


def platform_minutes(given: Mapping[str, Any]) -> int:
    """Minutes after which the platform ends the job."""
    if given["command"] in TRAINS:
        training = overridden_timeout(given["set"], given["arguments"])
        require_longer(given["timeoutMinutes"], "timeoutMinutes", training)
    return given["timeoutMinutes"]


def span(text: str) -> float | None:
    """Seconds of a time span as in job files, 36h, 2d or PT36H; None if it is not valid."""
    short = re.fullmatch(r"([0-9]+)\s*([dhms])", text.strip())
    if short:
        return int(short.group(1)) * {"d": 86400, "h": 3600, "m": 60, "s": 1}[short.group(2)]
    number = r"([0-9]+(?:\.[0-9]+)?)"
    iso = re.fullmatch(rf"P(?:{number}D)?(?:T(?:{number}H)?(?:{number}M)?(?:{number}S)?)?", text.strip().upper())
    if not iso or not any(iso.groups()):
        return None
    return sum(float(part or 0) * unit for part, unit in zip(iso.groups(), (86400, 3600, 60, 1)))


def task_cpus(given: Mapping[str, Any]) -> int:
    """
    For platforms whose Spark cannot schedule by stage: if a command trains, every task takes a whole executor, as the
    training tasks must.
    """
    return given["executorCores"] if given["command"] in TRAINS else 1


def submission(given: Mapping[str, Any]) -> str:
    """The name of this submission on the platform; the same command of the same run has the same name."""
    if given["command"] == "score" and given["runId"] == "latest" and not given["id"]:
        raise Unfit("id is missing: without it every score --run-id latest would be the same submission; set id, such as 2026-11-23-score")
    if not (given["id"] or given["runId"]):
        raise Unfit("runId is missing: it names the run and identifies duplicate submissions; set it, or set id")
    name = f"{given['jobName']}-{given['id'] or given['command'] + '-' + given['runId']}"
    return name if given["attempt"] == 1 else f"{name}-attempt-{given['attempt']}"


def short_name(given: Mapping[str, Any]) -> str:
    """Letters, digits and hyphens, at most 63: other names are converted, and a hash keeps them distinct."""
    name = submission(given)
    fitting = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")
    return fitting if fitting == name and len(name) <= 63 else f"{fitting[:54].rstrip('-')}-{_hash(name)[:8]}"


def transform_name(given: Mapping[str, Any]) -> str:
    """A batch transform runs no command; id, or the night's runId, names it."""
    return short_name({**given, "command": "transform"})


def model_name(given: Mapping[str, Any]) -> str:
    """The package's group and version: a package never changes, nor does a model that is made of it."""
    group, version = given["modelPackageArn"].split("/")[1:]
    name = f"{group}-{version}"
    return name if len(name) <= 63 else f"{group[:44].rstrip('-')}-{_hash(group)[:8]}-{version}"


def record_type(given: Mapping[str, Any]) -> str:
    """Content type of the records and of the answers."""
    return "text/csv" if given["records"] == "floats" else "application/jsonlines"


def client_token(given: Mapping[str, Any]) -> str:
    """At most 64 characters. EMR Serverless returns the first job run if the token is used again."""
    return _hash(submission(given))


def image(given: Mapping[str, Any]) -> str:
    """SageMaker's Spark image in the job's region."""
    if given["imageUri"]:
        return given["imageUri"]
    table = json.loads((Path(__file__).with_name("templates") / "sagemaker" / "images.json").read_text(encoding="utf-8"))
    account = table["accounts"].get(given["region"])
    if account is None:
        raise Unfit(f"region: {given['region']} has no known Spark image; set imageUri")
    suffix = next((end for start, end in SUFFIXES.items() if given["region"].startswith(start)), "amazonaws.com")
    return f"{account}.dkr.ecr.{given['region']}.{suffix}/{table['repository']}:{table['tag']}"


def processing_arguments(given: Mapping[str, Any]) -> list[str]:
    """The same for smspark-submit, some versions of which pass them to a shell unquoted."""
    args = arguments(given, f"{JOB}/{_file(given['jobFile'])}")
    unsafe = [arg for arg in args if shlex.quote(arg) != arg]
    if unsafe:
        raise Unfit(f'set, arguments: "{unsafe[0]}" would be changed by a shell; put it into the job file')
    return args


def glue_arguments(given: Mapping[str, Any]) -> str:
    """The same for glue/riskmesh.scala, as JSON; a Glue job has no variables for the artifacts."""
    return json.dumps(arguments(given, given["jobFile"]) + ["--set", f"artifacts.uri=s3://{given['artifacts']}"])


def glue_jars(given: Mapping[str, Any]) -> str:
    """riskmesh's jar, if its name fits the Spark of the Glue version, and the additional ones."""
    jar, version = _file(given["jar"]), given["glueVersion"]
    if {"5.0": "-spark4", "6.0": "-spark3"}[version] in jar:
        raise Unfit(f"jar: {jar} is not for the Spark of Glue {version}; set jar or glueVersion")
    return ",".join([given["jar"], *given["extraJars"]])


def glue_worker(given: Mapping[str, Any]) -> str:
    """The smallest worker type for an executor: heap and native memory in three quarters of its memory, the cores."""
    need = _gigabytes(given["executorMemory"]) + _gigabytes(given["memoryOverhead"])
    cores = given["executorCores"]
    fitting = [name for name, has, memory in WORKERS if has >= cores and memory * 3 / 4 >= need]
    chosen = given["workerType"] or next(iter(fitting), None)
    if chosen not in fitting:
        suggestion = f"; workerType must be one of {', '.join(fitting)}" if fitting else "; no worker type has them"
        raise Unfit(f"executorMemory, memoryOverhead: an executor with {cores} cores and {need:g} GB{suggestion}")
    return chosen


def _gigabytes(text: str) -> float:
    return int(text[:-1]) / (1 if text.endswith("g") else 1024)


def in_pipeline(given: Mapping[str, Any], command: str) -> list[Any]:
    """The same for a step of a pipeline. The execution's id is the run's id: a retried execution resumes its run."""
    if given["runId"]:
        raise Unfit("runId: a pipeline's executions name its runs; remove runId")
    return processing_arguments({**given, "command": command}) + ["--run-id", {"Get": "Execution.PipelineExecutionId"}]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _file(uri: str) -> str:
    return uri.rsplit("/", 1)[-1]


_NAMES = ("id", "runId", "jobName", "command", "attempt")
_TIMES = ("timeoutMinutes", "command", "set", "arguments")
_ARGUMENTS = ("command", "env", "jobFile", "runId", "id", "asOf", "workers", "executorCores", "set", "arguments")

# name -> (its inputs, the function)
DERIVED: dict[str, tuple[tuple[str, ...], Callable[[Mapping[str, Any]], Any]]] = {
    "application": (_ARGUMENTS, lambda given: arguments(given, given["jobFile"])),
    "processingArguments": (_ARGUMENTS, processing_arguments),
    "taskCpus": (("command", "executorCores"), task_cpus),
    "submission": (_NAMES, submission),
    "shortName": (_NAMES, short_name),
    "clientToken": (_NAMES, client_token),
    "transformName": (_NAMES, transform_name),
    "modelName": (("modelPackageArn",), model_name),
    "recordType": (("records",), record_type),
    "pipelineRun": (_ARGUMENTS, lambda given: in_pipeline(given, "run")),
    "pipelineRegister": (_ARGUMENTS, lambda given: in_pipeline(given, "register")),
    "image": (("imageUri", "region"), image),
    "platformMinutes": (_TIMES, platform_minutes),
    "timeoutSeconds": (_TIMES, lambda given: platform_minutes(given) * 60),
    "glueArguments": ((*_ARGUMENTS, "artifacts"), glue_arguments),
    "glueJars": (("jar", "extraJars", "glueVersion"), glue_jars),
    "glueWorker": (("workerType", "executorCores", "executorMemory", "memoryOverhead"), glue_worker),
    "glueWorkers": (("executors",), lambda given: given["executors"] + 1),
    "jarFile": (("jar",), lambda given: f"{CODE}/{_file(given['jar'])}"),
}


def needs(name: str) -> tuple[str, ...]:
    return DERIVED[name][0] if name in DERIVED else ()


def add(given: dict[str, Any], needed: set[str], wrong: set[str]) -> list[str]:
    """Adds the needed derived parameters to the given ones, unless their inputs are wrong; returns the problems."""
    problems = []
    for name in sorted(needed & DERIVED.keys()):
        if wrong.intersection(needs(name)):
            continue
        try:
            given[name] = DERIVED[name][1](given)
        except Unfit as e:
            problems.append(str(e))
    return list(dict.fromkeys(problems))
