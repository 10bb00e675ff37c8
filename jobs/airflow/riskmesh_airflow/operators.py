"""A riskmesh command as a task: the platform runs it, its outcome decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from .nights import HOME
from .outcomes import Outcomes

if TYPE_CHECKING:
    from airflow.sdk import Context


class Command(BaseOperator):
    """
    Mixed in before a platform's operator, deferrable or not. The outcome that the command left decides, not the
    platform, which at best knows an exit code and may report a success as a failure (SPARK-3877).

    :param verb: run, drift, ...
    :param night: run id of the command, Jinja
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

    def prepare(self, context: Context) -> None:
        """Prepares the platform's operator to run the command."""
        raise NotImplementedError

    def execute(self, context: Context) -> str:
        self.outcomes.forget(self.night)
        self.prepare(context)
        return self._judged(lambda: super(Command, self).execute(context))

    def resume_execution(self, next_method: str, next_kwargs: dict[str, Any] | None, context: Context) -> str:
        """After a deferral, also if the trigger failed or timed out."""
        return self._judged(lambda: super(Command, self).resume_execution(next_method, next_kwargs, context))

    def _judged(self, attempt: Callable[[], Any]) -> str:
        # A deferral and Airflow's own time-out are not Exceptions: they pass through.
        failure: Exception | None = None
        try:
            attempt()
        except AirflowFailException:
            raise
        except Exception as error:
            failure = error
        outcome = self.outcomes.read(self.night)
        if outcome:
            self.log.info("%s ended as %s: %s", self.night, outcome.kind, outcome.message)
            return outcome.settle()
        if failure:
            lost = f"{self.night} left no outcome, so it was killed or never started: {failure}"
            raise AirflowException(lost) from failure
        raise AirflowFailException(
            f"{self.night} succeeded, but {self.outcomes.uri(self.night)} does not exist:"
            " artifacts must be the same in nightly.yaml and in the command's environment file"
        )


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
        as_of = ["--set", f"source.asOf={self.as_of}"]
        self.command_line = [str(HOME / "scripts/riskmesh"), self.verb, "--run-id", self.night, *as_of, *self.arguments]
