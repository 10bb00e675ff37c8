"""
The same commands on EMR Serverless, on EMR and in SageMaker Processing, with the requests of jobs/. They wait in the
triggerer one minute longer than the platform's time limit, so that the platform's time-out, which has more details,
comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from airflow.providers.amazon.aws.operators.emr import EmrAddStepsOperator, EmrServerlessStartJobOperator
from airflow.providers.amazon.aws.operators.sagemaker import SageMakerProcessingOperator

from .operators import Command
from .templates import Request

if TYPE_CHECKING:
    from airflow.sdk import Context

#: Seconds between two checks of a job.
POLL = 60


class EmrServerlessCommand(Command, EmrServerlessStartJobOperator):
    template_fields: Sequence[str] = Command.template_fields

    def __init__(self, *, request: Request, **kwargs: Any) -> None:
        waiting = {"deferrable": True, "waiter_delay": POLL, "waiter_max_attempts": request.minutes + 1}
        super().__init__(application_id="", execution_role_arn="", job_driver={}, **waiting, **kwargs)
        self.request = request

    def prepare(self, context: Context) -> None:
        filled = self.request.fill(self, context)
        self.application_id = filled.pop("applicationId")
        self.execution_role_arn = filled.pop("executionRoleArn")
        self.job_driver = filled.pop("jobDriver")
        self.configuration_overrides = filled.pop("configurationOverrides", None)
        # Derived from run and attempt: a submission whose response was lost is recognized, a retry is a new one.
        self.client_request_token = filled.pop("clientToken")
        self.name = filled.pop("name")
        self.config = filled


class EmrCommand(Command, EmrAddStepsOperator):
    template_fields: Sequence[str] = Command.template_fields
    template_ext: Sequence[str] = ()

    def __init__(self, *, request: Request, **kwargs: Any) -> None:
        waiting = {"deferrable": True, "waiter_delay": POLL, "waiter_max_attempts": request.minutes + 1}
        super().__init__(job_flow_id="", **waiting, **kwargs)
        self.request = request

    def prepare(self, context: Context) -> None:
        filled = self.request.fill(self, context)
        self.job_flow_id = filled["JobFlowId"]
        self.steps = filled["Steps"]
        self.execution_role_arn = filled.get("ExecutionRoleArn")

    def execute_complete(self, context: Context, event: dict[str, Any] | None = None) -> str:
        """A step has no time-out: if it outlived the task, it would hold the run's lease against the next attempt."""
        if event and event["status"] != "success":
            self.hook.conn.cancel_steps(
                ClusterId=self.request.parameters["cluster"],
                StepIds=event["value"],
                StepCancellationOption="TERMINATE_PROCESS",
            )
        return super().execute_complete(context, event)


class SageMakerCommand(Command, SageMakerProcessingOperator):
    template_fields: Sequence[str] = Command.template_fields

    def __init__(self, *, request: Request, **kwargs: Any) -> None:
        waiting = {"deferrable": True, "check_interval": POLL, "max_attempts": request.minutes + 1}
        super().__init__(config={}, print_log=False, **waiting, **kwargs)
        self.request = request

    def prepare(self, context: Context) -> None:
        self.config = self.request.fill(self, context)
