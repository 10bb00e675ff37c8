"""
The same commands on EMR Serverless, on EMR and in SageMaker Processing, with the requests of jobs/. They wait in the
triggerer one minute longer than the platform's time limit, so that the platform's time-out, which has more details,
comes first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from airflow.providers.amazon.aws.links.base_aws import BASE_AWS_CONSOLE_LINK, BaseAwsLink
from airflow.providers.amazon.aws.operators.emr import EmrAddStepsOperator, EmrServerlessStartJobOperator
from airflow.providers.amazon.aws.operators.sagemaker import SageMakerProcessingOperator
from airflow.providers.amazon.aws.triggers.emr import EmrServerlessStartJobTrigger
from airflow.sdk.exceptions import AirflowException
from botocore.exceptions import WaiterError

from .operators import Command
from .templates import Request

if TYPE_CHECKING:
    from airflow.sdk import Context

#: Seconds between two checks of a job.
POLL = 60

#: States of an EMR Serverless job run that has not ended.
ACTIVE = ["SUBMITTED", "QUEUED", "PENDING", "SCHEDULED", "RUNNING", "CANCELLING"]

#: How long the end of a cancelled job run is waited for: 10 minutes.
ENDING = {"Delay": 5, "MaxAttempts": 120}


class ProcessingLogLink(BaseAwsLink):
    name = "CloudWatch logs"
    key = "riskmesh_processing_log"
    format_str = (
        BASE_AWS_CONSOLE_LINK + "/cloudwatch/home?region={region_name}#logsV2:log-groups/log-group/"
        "$252Faws$252Fsagemaker$252FProcessingJobs$3FlogStreamNameFilter$3D{job}"
    )


class EmrServerlessCommand(Command, EmrServerlessStartJobOperator):
    """A job run has the name of the command's submission: by it a later attempt finds the job run of a lost task."""

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

    def running(self, context: Context) -> str | None:
        runs = self._active(context)
        # It may still publish, but what follows it would see a failure.
        ending = [run["id"] for run in runs if run["state"] == "CANCELLING"]
        self._await_ends(ending)
        return next((run["id"] for run in runs if run["id"] not in ending), None)

    def follow(self, context: Context, job: str) -> None:
        self.job_id = job
        self.persist_links(context)
        waiting = {"waiter_delay": self.waiter_delay, "waiter_max_attempts": self.waiter_max_attempts}
        client = {"aws_conn_id": self.aws_conn_id, "region_name": self.region_name}
        self.defer(
            trigger=EmrServerlessStartJobTrigger(
                application_id=self.application_id, job_id=job, cancel_on_kill=True, **waiting, **client
            ),
            method_name="execute_complete",
            timeout=timedelta(seconds=self.waiter_max_attempts * self.waiter_delay),
        )

    def execute_complete(self, context: Context, event: dict[str, Any] | None = None) -> None:
        """The trigger's event of a failure has the platform's reason, and no job run, which the provider expects."""
        if not event or event["status"] != "success":
            raise AirflowException((event or {}).get("message", "the trigger said nothing").partition("\n")[0])

    def stop(self, context: Context) -> list[str]:
        self.prepare(context)
        active = [run["id"] for run in self._active(context)]
        for job in active:
            self.hook.conn.cancel_job_run(applicationId=self.application_id, jobRunId=job)
        self._await_ends(active)
        return active

    def _active(self, context: Context) -> list[dict[str, Any]]:
        """This command's job runs that have not ended, of all attempts."""
        own = re.compile(re.escape(self.request.first_name(self, context)) + r"(-attempt-[0-9]+)?")
        pages = self.hook.conn.get_paginator("list_job_runs").paginate(
            applicationId=self.application_id, states=ACTIVE
        )
        return [run for page in pages for run in page["jobRuns"] if own.fullmatch(run.get("name") or "")]

    def _await_ends(self, jobs: list[str]) -> None:
        waiter = self.hook.get_waiter("serverless_job_completed")
        for job in jobs:
            try:
                waiter.wait(applicationId=self.application_id, jobRunId=job, WaiterConfig=ENDING)
            except WaiterError as error:
                # A cancelled job run is a failure to the waiter.
                if "terminal failure" not in str(error):
                    raise AirflowException(f"job run {job} was cancelled and does not end: {error}") from error


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
    operator_extra_links = (ProcessingLogLink(),)

    def __init__(self, *, request: Request, **kwargs: Any) -> None:
        waiting = {"deferrable": True, "check_interval": POLL, "max_attempts": request.minutes + 1}
        super().__init__(config={}, print_log=False, **waiting, **kwargs)
        self.request = request

    def prepare(self, context: Context) -> None:
        self.config = self.request.fill(self, context)
        ProcessingLogLink.persist(
            context=context,
            operator=self,
            region_name=self.hook.conn_region_name,
            aws_partition=self.hook.conn_partition,
            job=self.config["ProcessingJobName"],
        )
