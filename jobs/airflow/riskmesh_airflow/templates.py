"""A platform's request template, filled with the values of nightly.yaml and a command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from riskmesh import derived, jobs

from .nights import HOME, Night

if TYPE_CHECKING:
    from airflow.sdk import Context

    from .operators import Command


def require_longer_than_training(night: Night) -> None:
    """ValueError if minutes would end an attempt before its training times out, as far as that is known here."""
    local = night.platform == "local"
    submitted = [] if local else jobs.texts(night.parameters.get("set", []))
    training = derived.overridden_timeout(submitted, night.arguments)
    try:
        derived.require_longer(night.minutes, "minutes", training or (_in_job_file(night) if local else None))
    except derived.Unfit as error:
        raise ValueError(f"dags.{night.name}: {error}") from None


def _in_job_file(night: Night) -> str | None:
    """training.timeout of a job file on the worker; None if it cannot be read here, which the command reports."""
    files = [file for flag, file in zip(night.arguments, night.arguments[1:]) if flag == "--job"]
    try:
        job = yaml.safe_load((HOME / (files or ["conf/credit-risk.yaml"])[-1]).read_text(encoding="utf-8"))
        return str((job.get("training") or {}).get("timeout") or derived.TRAINING_TIMEOUT)
    except (OSError, AttributeError, yaml.YAMLError):
        return None


@dataclass(frozen=True)
class Request:
    """The request of a target, such as emr-serverless, and all parameters except the command's own."""

    target: str
    parameters: dict[str, Any]

    @staticmethod
    def of(night: Night, target: str) -> Request:
        """ParameterError if a parameter is unknown, missing or invalid: the DAG reports it, not the first run."""
        # Outcomes are read where the job writes them: the DAG defines this once, for both.
        fixed = {
            "jobName": night.job,
            "artifacts": night.artifacts.split("://")[-1],
            "timeoutMinutes": night.minutes,
            **({"region": night.region} if night.region else {}),
        }
        request = Request(target, jobs.fitting(target, night.parameters | fixed))
        request._fill("run", "night-20261123T020000Z", "2026-11-23T02:00:00Z", [], 1)
        return request

    @property
    def minutes(self) -> int:
        return self.parameters["timeoutMinutes"]

    def fill(self, command: Command, context: Context) -> dict[str, Any]:
        """The request as boto3 accepts it; each retry is a separate submission."""
        return self._fill(command.verb, command.night, command.as_of, command.arguments, context["ti"].try_number)

    def first_name(self, command: Command, context: Context) -> str:
        """What the platform calls the first attempt's submission; later ones end with -attempt-2, ..."""
        filled = self._fill(command.verb, command.night, command.as_of, command.arguments, 1)
        return filled["name"]

    def _fill(self, verb: str, run_id: str, as_of: str, arguments: list[str], attempt: int) -> dict[str, Any]:
        # A scoring has an id of its own; its run is the one in production.
        named = {"runId": "latest", "id": run_id} if verb == "score" else {"runId": run_id}
        own = {"command": verb, **named, "asOf": as_of, "arguments": arguments, "attempt": attempt}
        return jobs.request(self.target, self.parameters | own)
