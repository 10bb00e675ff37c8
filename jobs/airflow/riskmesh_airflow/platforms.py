"""Where the commands of a nightly run are executed: for each platform, a task that runs one command there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from .nights import Night
from .operators import Command, LocalCommand
from .outcomes import Outcomes
from .templates import require_longer_than_training

#: Extra time of a task beyond its command, for queueing and start-up of the platform.
GRACE = timedelta(minutes=30)


def command(night: Night, name: str, verb: str, run_id: str, **task: Any) -> Command:
    """A task that runs a command for the logical date on the platform of the DAG; its outlets are what it publishes."""
    if night.platform not in PLATFORMS:
        raise ValueError(f"dags.{night.name}: platform {night.platform} is not one of {', '.join(PLATFORMS)}")
    require_longer_than_training(night)
    outcomes = Outcomes.of(night)
    outlets = {"run": [outcomes.models()], "score": [outcomes.scores()]}.get(verb, [])
    return PLATFORMS[night.platform](
        night,
        task_id=name,
        verb=verb,
        night=run_id,
        as_of="{{ as_of(dag_run) }}",
        arguments=night.arguments,
        outcomes=outcomes,
        outlets=outlets,
        execution_timeout=timedelta(minutes=night.minutes) + GRACE,
        **task,
    )


def _local(settings: Night, **task: Any) -> Command:
    return LocalCommand(**task)


# The provider's operators take seconds to import: import them only if needed.
def _emr_serverless(settings: Night, **task: Any) -> Command:
    from .aws import EmrServerlessCommand

    return EmrServerlessCommand(**_submitted(settings, "emr-serverless"), **task)


def _emr(settings: Night, **task: Any) -> Command:
    from .aws import EmrCommand

    return EmrCommand(**_submitted(settings, "emr"), **task)


def _sagemaker(settings: Night, **task: Any) -> Command:
    from .aws import SageMakerCommand

    return SageMakerCommand(**_submitted(settings, "sagemaker"), **task)


def _submitted(night: Night, target: str) -> dict[str, Any]:
    from .templates import Request

    return {"request": Request.of(night, target), "aws_conn_id": night.connection, "region_name": night.region}


PLATFORMS: dict[str, Callable[..., Command]] = {
    "local": _local,
    "emr_serverless": _emr_serverless,
    "emr": _emr,
    "sagemaker": _sagemaker,
}
