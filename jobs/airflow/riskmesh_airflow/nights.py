"""What a night is: its settings from nightly.yaml, the time it stands for, and the id that follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml

HOME = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Alerts:
    """Whom a failed night is told: an SNS topic's ARN, an HTTP connection's id."""

    sns: str | None = None
    http: str | None = None


@dataclass(frozen=True)
class Night:
    """One DAG's settings; nightly.yaml says what each is for."""

    name: str
    platform: str
    schedule: str
    table: str
    job: str
    artifacts: str
    arguments: list[str] = field(default_factory=list)
    minutes: int = 360
    retries: int = 3
    retryMinutes: float = 5
    connection: str | None = "aws_default"
    region: str | None = None
    alerts: Alerts = Alerts()
    queue: str | None = None
    parameters: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def load(file: Path) -> list[Night]:
        """Every night that a file describes; ValueError names a key that it should not have, or lacks."""
        content = yaml.safe_load(file.read_text())
        return [
            _record(Night, _over(content.get("defaults", {}), settings) | {"name": name}, f"{file}: dags.{name}")
            for name, settings in content["dags"].items()
        ]

    def __post_init__(self) -> None:
        if isinstance(self.alerts, dict):
            object.__setattr__(self, "alerts", _record(Alerts, self.alerts, f"dags.{self.name}.alerts"))

    @property
    def retry_delay(self) -> timedelta:
        return timedelta(minutes=self.retryMinutes)


def _over(defaults: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    """A DAG's own settings go before the defaults; of the parameters, each does."""
    parameters = defaults.get("parameters", {}) | settings.get("parameters", {})
    return {**defaults, **settings, "parameters": parameters}


def _record(kind: type, values: dict[str, Any], where: str) -> Any:
    known = {f.name for f in fields(kind)}
    if unknown := sorted(values.keys() - known):
        raise ValueError(f"{where} has {', '.join(unknown)}; known are {', '.join(sorted(known))}")
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(f"{where}: {error}") from error


def as_of(dag_run: Any) -> str:
    """The time a night stands for: its logical date; without one (an event's, a person's) when it was due."""
    return f"{_moment(dag_run):%Y-%m-%dT%H:%M:%SZ}"


def run_id(dag_run: Any) -> str:
    """A function of that time alone: retries, and reruns of the same logical date, go on with the same run."""
    return f"night-{_moment(dag_run):%Y%m%dT%H%M%SZ}"


def _moment(dag_run: Any) -> datetime:
    return (dag_run.logical_date or dag_run.run_after).astimezone(timezone.utc)
