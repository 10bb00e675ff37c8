"""Links on a task to what its command left: outcome, report, drift page, scores. Logs are the platforms' own links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from airflow.sdk import BaseOperatorLink

if TYPE_CHECKING:
    from airflow.sdk.types import TaskInstanceKey

    from .operators import Command


class FileLink(BaseOperatorLink):
    """A file under the artifacts: in the S3 console, or on the worker. Without a file the link is empty."""

    def uri(self, command: Command) -> str:
        raise NotImplementedError

    def get_link(self, operator: Command, *, ti_key: TaskInstanceKey) -> str:
        """Called on the worker when the task has ended, with its fields rendered."""
        uri = self.uri(operator)
        return operator.outcomes.address(uri) if operator.outcomes.exists(uri) else ""


class OutcomeLink(FileLink):
    name = "Outcome"

    def uri(self, command: Command) -> str:
        return command.outcomes.uri(command.night)


class ReportLink(FileLink):
    name = "Report"

    def uri(self, command: Command) -> str:
        return command.outcomes.report(command.night)


class DriftLink(FileLink):
    name = "Drift page"

    def uri(self, command: Command) -> str:
        return command.outcomes.drift_page(command.night)


PAGES = {"run": (ReportLink(),), "drift": (DriftLink(),)}


def page_links(verb: str) -> tuple[FileLink, ...]:
    return (*PAGES.get(verb, ()), OutcomeLink())
