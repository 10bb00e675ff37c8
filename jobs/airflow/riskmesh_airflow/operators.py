"""A riskmesh command as a task: the platform runs it, its outcome decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.sdk import Asset, BaseOperator
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from .links import page_links
from .nights import HOME
from .outcomes import Outcome, Outcomes

if TYPE_CHECKING:
    from airflow.sdk import Context


class Command(BaseOperator):
    """
    Mixed in before a platform's operator, deferrable or not. The outcome that the command left decides, not the
    platform, which at best knows an exit code and may report a success as a failure (SPARK-3877).

    :param verb: run, drift, score
    :param night: id of the command, Jinja: of the run, the comparison or the scoring
    :param as_of: as-of time, ISO, Jinja
    :param arguments: additional arguments, Jinja
    :param outcomes: where it writes its outcome
    """

    template_fields: Sequence[str] = ("night", "as_of", "arguments")

    def __init__(
        self, *, verb: str, night: str, as_of: str, arguments: list[str], outcomes: Outcomes, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.verb = verb
        self.night = night
        self.as_of = as_of
        self.arguments = arguments
        self.outcomes = outcomes
        self.operator_extra_links = (*page_links(verb), *type(self).operator_extra_links)

    def prepare(self, context: Context) -> None:
        """Prepares the platform's operator to run the command."""
        raise NotImplementedError

    def running(self, context: Context) -> str | None:
        """Id of an earlier attempt's job that still runs on the platform, where that can be found out."""
        return None

    def follow(self, context: Context, job: str) -> None:
        """Waits for that job in place of a new one."""
        raise NotImplementedError

    def stop(self, context: Context) -> list[str]:
        """Ends every job of the command that still runs, waits for their ends, and returns their ids."""
        return []

    def execute(self, context: Context) -> str:
        self.prepare(context)
        job = self.running(context)
        if job:
            # It may have left its outcome already.
            self.log.info("%s: an earlier attempt's job %s still runs; this attempt follows it", self.night, job)
            return self._judged(context, lambda: self.follow(context, job))
        self.outcomes.forget(self.night)
        return self._judged(context, lambda: super(Command, self).execute(context))

    def resume_execution(self, next_method: str, next_kwargs: dict[str, Any] | None, context: Context) -> str:
        """After a deferral, also if the trigger failed or timed out."""
        if next_method == "execute":
            # The operator has waited for its platform to start.
            return self.execute(context)
        return self._judged(context, lambda: super(Command, self).resume_execution(next_method, next_kwargs, context))

    def _judged(self, context: Context, attempt: Callable[[], Any]) -> str:
        # A deferral and Airflow's own time-out are not Exceptions: they pass through.
        failure: Exception | None = None
        left = ""
        try:
            attempt()
        except AirflowFailException:
            raise
        except Exception as error:
            failure = error
            # What Airflow calls failed must not publish later: the outcome is read after its end.
            left = self._stopped(context)
        outcome = self.outcomes.read(self.night)
        if outcome:
            self.log.info("%s ended as %s: %s", self.night, outcome.kind, outcome.message)
            kind = outcome.settle()
            self._tell_assets(context, outcome)
            return kind
        if failure:
            lost = f"{self.night} left no outcome, so it was killed or never started: {failure}{left}"
            page = self.outcomes.page(self.night)
            raise AirflowException(lost + (f"; it has published {page}" if page else "")) from failure
        raise AirflowFailException(
            f"{self.night} succeeded, but {self.outcomes.uri(self.night)} does not exist:"
            " artifacts must be the same in nightly.yaml and in the command's environment file"
        )

    def _stopped(self, context: Context) -> str:
        try:
            jobs = self.stop(context)
        except Exception as error:
            self.log.exception("%s may still run", self.night)
            return f"; it may still run: {error}"
        return f"; it still ran and was cancelled: {', '.join(jobs)}" if jobs else ""

    def _tell_assets(self, context: Context, outcome: Outcome) -> None:
        """What was published, as extra of the event of each asset; what cannot be read there fails nothing."""
        assets = [outlet for outlet in self.outlets if isinstance(outlet, Asset)]
        if not assets:
            return
        try:
            published = self.outcomes.published(self.verb, self.night, outcome)
        except Exception:
            self.log.exception("the manifest of %s cannot be read: its events name only the run", self.night)
            published = {"runId": self.night}
        for asset in assets:
            context["outlet_events"][asset].extra.update(published)


class Process(BaseOperator):
    """A process on the worker, with the worker's environment; killed with its children when the task is killed."""

    command_line: list[str]

    @cached_property
    def hook(self) -> SubprocessHook:
        return SubprocessHook()

    def execute(self, context: Context) -> None:
        ended = self.hook.run_command(self.command_line, cwd=str(HOME))
        if ended.exit_code != 0:
            raise AirflowException(f"exit code {ended.exit_code}, last line: {ended.output}")

    def on_kill(self) -> None:
        self.hook.send_sigterm()


class LocalCommand(Command, Process):
    """scripts/riskmesh on the worker."""

    def prepare(self, context: Context) -> None:
        own = ["--run-id", "latest", "--score-id", self.night] if self.verb == "score" else ["--run-id", self.night]
        as_of = ["--set", f"source.asOf={self.as_of}"]
        self.command_line = [str(HOME / "scripts/riskmesh"), self.verb, *own, *as_of, *self.arguments]
