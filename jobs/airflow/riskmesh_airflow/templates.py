"""A platform's request template in jobs/, filled with what nightly.yaml says and with the command of a night."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from .nights import HOME, Night

# Its module lies beside the templates: scripts/submit fills them by the same one.
sys.path.append(str(Path(__file__).resolve().parents[2]))

import riskmesh_derived  # noqa: E402
import riskmesh_requests  # noqa: E402

if TYPE_CHECKING:
    from airflow.sdk import Context

    from .operators import Command


def require_longer_than_training(night: Night) -> None:
    """ValueError when minutes end an attempt before its training ends itself, as far as that is known here."""
    local = night.platform == "local"
    submitted = [] if local else riskmesh_requests.texts(night.parameters.get("set", []))
    training = riskmesh_derived.overridden_timeout(submitted, night.arguments)
    try:
        riskmesh_derived.require_longer(night.minutes, "minutes", training or (_in_job_file(night) if local else None))
    except riskmesh_derived.Unfit as error:
        raise ValueError(f"dags.{night.name}: {error}") from None


def _in_job_file(night: Night) -> str | None:
    """training.timeout of a job file on the worker; nothing when it cannot be read here, which the command tells."""
    files = [file for flag, file in zip(night.arguments, night.arguments[1:]) if flag == "--job"]
    try:
        job = yaml.safe_load((HOME / (files or ["conf/credit-risk.yaml"])[-1]).read_text(encoding="utf-8"))
        return str((job.get("training") or {}).get("timeout") or riskmesh_derived.TRAINING_TIMEOUT)
    except (OSError, AttributeError, yaml.YAMLError):
        return None


@dataclass(frozen=True)
class Request:
    """The request of a target, such as emr-serverless, and all of its parameters but the command's own."""

    target: str
    parameters: dict[str, Any]

    @staticmethod
    def of(night: Night, target: str) -> Request:
        """ParameterError when a parameter is unknown, missing or unfit: the DAG then says so, and not the night."""
        # Where outcomes are looked for is where the job leaves them: the DAG says it, once.
        fixed = {
            "jobName": night.job,
            "artifacts": night.artifacts.split("://")[-1],
            "timeoutMinutes": night.minutes,
            **({"region": night.region} if night.region else {}),
        }
        request = Request(target, riskmesh_requests.fitting(target, night.parameters | fixed))
        request._fill("run", "night-20261123T020000Z", "2026-11-23T02:00:00Z", [], 1)
        return request

    @property
    def minutes(self) -> int:
        return self.parameters["timeoutMinutes"]

    def fill(self, command: Command, context: Context) -> dict[str, Any]:
        """As boto3 takes it; a retry is a submission of its own."""
        return self._fill(command.verb, command.night, command.as_of, command.arguments, context["ti"].try_number)

    def _fill(self, verb: str, run_id: str, as_of: str, arguments: list[str], attempt: int) -> dict[str, Any]:
        own = {"command": verb, "runId": run_id, "asOf": as_of, "arguments": arguments, "attempt": attempt}
        return riskmesh_requests.request(self.target, self.parameters | own)
