"""The settings of a nightly run from nightly.yaml, its as-of time, and the run id derived from that time."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml

HOME = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Alerts:
    """Where failed runs are reported: an SNS topic's ARN, an HTTP connection's id."""

    sns: str | None = None
    http: str | None = None


@dataclass(frozen=True)
class Night:
    """The settings of one DAG; nightly.yaml documents each of them."""

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
    score: bool = False
    parameters: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def load(file: Path) -> list[Night]:
        """All entries of a file; ValueError names a key that is unknown or missing."""
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
    """A DAG's own settings override the defaults; parameters are overridden one by one."""
    parameters = defaults.get("parameters", {}) | settings.get("parameters", {})
    return {**defaults, **settings, "parameters": parameters}


def _record(kind: type, values: dict[str, Any], where: str) -> Any:
    known = {f.name for f in fields(kind)}
    if unknown := sorted(values.keys() - known):
        raise ValueError(f"{where}: unknown key {', '.join(unknown)}; valid keys are {', '.join(sorted(known))}")
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(f"{where}: {error}") from error


def as_of(dag_run: Any) -> str:
    """The as-of time: the logical date, or if there is none (an event, a manual run) the time it was due."""
    return f"{_moment(dag_run):%Y-%m-%dT%H:%M:%SZ}"


def run_id(dag_run: Any) -> str:
    """Derived from that time alone: retries and reruns of the same logical date resume the same run."""
    return f"night-{_moment(dag_run):%Y%m%dT%H%M%SZ}"


def _moment(dag_run: Any) -> datetime:
    return (dag_run.logical_date or dag_run.run_after).astimezone(timezone.utc)
