"""Submits rendered requests with boto3 clients, finds existing submissions, and reports their state.

Every target has a class; the client is boto3's for the target's service. Nothing is retried here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class State:
    """State of a submission. since: when the platform accepted it; reason: the platform's message, may be empty."""

    name: str
    since: datetime
    reason: str = ""

    def ended(self) -> bool:
        return self.name.upper() in ENDED

    def succeeded(self) -> bool:
        return self.name.upper() in SUCCEEDED


SUCCEEDED = {"COMPLETED", "SUCCESS", "SUCCEEDED", "TERMINATED"}
ENDED = SUCCEEDED | {
    *("FAILED", "CANCELLED", "INTERRUPTED", "STOPPED", "TERMINATED_WITH_ERRORS"),
    *("TIMEOUT", "ERROR", "EXPIRED"),
}


class Target:
    """Something that is created once and not waited for; a duplicate is recognized by its name."""

    waits = False
    # Whether it runs a riskmesh command, which leaves an outcome.
    leaves_outcome = True

    def existing(self, client: Any, request: dict[str, Any]) -> str | None:
        """Id of the existing submission that this one would duplicate."""
        return None

    def submit(self, client: Any, request: dict[str, Any]) -> str:
        """Submits the request and returns the id."""
        raise NotImplementedError

    def state(self, client: Any, request: dict[str, Any], id: str) -> State:
        raise NotImplementedError

    def run_id(self, id: str) -> str | None:
        """The run's name if the platform assigns it."""
        return None


class EmrStep(Target):
    waits = True

    def existing(self, client: Any, request: dict[str, Any]) -> str | None:
        pages = client.get_paginator("list_steps").paginate(
            ClusterId=request["JobFlowId"], StepStates=["PENDING", "CANCEL_PENDING", "RUNNING"]
        )
        return _named((step for page in pages for step in page["Steps"]), "Name", request["Steps"][0]["Name"], "Id")

    def submit(self, client: Any, request: dict[str, Any]) -> str:
        return client.add_job_flow_steps(**request)["StepIds"][0]

    def state(self, client: Any, request: dict[str, Any], id: str) -> State:
        status = client.describe_step(ClusterId=request["JobFlowId"], StepId=id)["Step"]["Status"]
        details = status.get("FailureDetails", {}).get("Message") or status.get("StateChangeReason", {}).get("Message")
        return State(status["State"], status["Timeline"]["CreationDateTime"], details or "")


class EmrCluster(Target):
    waits = True

    def existing(self, client: Any, request: dict[str, Any]) -> str | None:
        pages = client.get_paginator("list_clusters").paginate(
            ClusterStates=["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING"]
        )
        return _named((one for page in pages for one in page["Clusters"]), "Name", request["Name"], "Id")

    def submit(self, client: Any, request: dict[str, Any]) -> str:
        return client.run_job_flow(**request)["JobFlowId"]

    def state(self, client: Any, request: dict[str, Any], id: str) -> State:
        status = client.describe_cluster(ClusterId=id)["Cluster"]["Status"]
        reason = status.get("StateChangeReason", {}).get("Message", "")
        return State(status["State"], status["Timeline"]["CreationDateTime"], reason)


class EmrServerlessApplication(Target):
    def existing(self, client: Any, request: dict[str, Any]) -> str | None:
        pages = client.get_paginator("list_applications").paginate(
            states=["CREATING", "CREATED", "STARTING", "STARTED", "STOPPING", "STOPPED"]
        )
        return _named((one for page in pages for one in page["applications"]), "name", request["name"], "id")

    def submit(self, client: Any, request: dict[str, Any]) -> str:
        return client.create_application(**request)["applicationId"]


class EmrServerlessJobRun(Target):
    """With the client token, a second submission returns the first one, so there is no need to search."""

    waits = True

    def submit(self, client: Any, request: dict[str, Any]) -> str:
        return client.start_job_run(**request)["jobRunId"]

    def state(self, client: Any, request: dict[str, Any], id: str) -> State:
        run = client.get_job_run(applicationId=request["applicationId"], jobRunId=id)["jobRun"]
        return State(run["state"], run["createdAt"], run.get("stateDetails") or "")


class EmrEksJobRun(Target):
    """Here, too, a second submission with the same client token returns the first one."""

    waits = True

    def submit(self, client: Any, request: dict[str, Any]) -> str:
        return client.start_job_run(**request)["id"]

    def state(self, client: Any, request: dict[str, Any], id: str) -> State:
        run = client.describe_job_run(virtualClusterId=request["virtualClusterId"], id=id)["jobRun"]
        reason = " ".join(filter(None, [run.get("failureReason"), run.get("stateDetails")]))
        return State(run["state"], run["createdAt"], reason)


class GlueJob(Target):
    """An existing job is updated."""

    def submit(self, client: Any, request: dict[str, Any]) -> str:
        name = request["Name"]
        try:
            client.get_job(JobName=name)
        except client.exceptions.EntityNotFoundException:
            return client.create_job(**request)["Name"]
        return client.update_job(**self.update(request))["JobName"]

    def update(self, request: dict[str, Any]) -> dict[str, Any]:
        """The request that makes an existing job equal to the one that this request would create, but for its tags."""
        changed = {key: value for key, value in request.items() if key not in ("Name", "Tags")}
        return {"JobName": request["Name"], "JobUpdate": changed}


class GlueJobRun(Target):
    """Glue has no client tokens: an active run with the same argument --submission is the same submission."""

    waits = True

    def existing(self, client: Any, request: dict[str, Any]) -> str | None:
        name = request["Arguments"]["--submission"]
        pages = client.get_paginator("get_job_runs").paginate(JobName=request["JobName"])
        return next(
            (
                run["Id"]
                for page in pages
                for run in page["JobRuns"]
                if run["JobRunState"] in ("STARTING", "RUNNING", "STOPPING", "WAITING")
                and run.get("Arguments", {}).get("--submission") == name
            ),
            None,
        )

    def submit(self, client: Any, request: dict[str, Any]) -> str:
        return client.start_job_run(**request)["JobRunId"]

    def state(self, client: Any, request: dict[str, Any], id: str) -> State:
        run = client.get_job_run(JobName=request["JobName"], RunId=id)["JobRun"]
        return State(run["JobRunState"], run["StartedOn"], run.get("ErrorMessage", ""))


class ProcessingJob(Target):
    waits = True

    def existing(self, client: Any, request: dict[str, Any]) -> str | None:
        name = request["ProcessingJobName"]
        pages = client.get_paginator("list_processing_jobs").paginate(NameContains=name)
        return _named(
            (job for page in pages for job in page["ProcessingJobSummaries"]),
            "ProcessingJobName",
            name,
            "ProcessingJobName",
        )

    def submit(self, client: Any, request: dict[str, Any]) -> str:
        client.create_processing_job(**request)
        return request["ProcessingJobName"]

    def state(self, client: Any, request: dict[str, Any], id: str) -> State:
        job = client.describe_processing_job(ProcessingJobName=id)
        reason = job.get("FailureReason") or job.get("ExitMessage") or ""
        return State(job["ProcessingJobStatus"], job["CreationTime"], reason)


class Pipeline(Target):
    """An existing pipeline is updated."""

    def submit(self, client: Any, request: dict[str, Any]) -> str:
        name = request["PipelineName"]
        pages = client.get_paginator("list_pipelines").paginate(PipelineNamePrefix=name)
        if _named((one for page in pages for one in page["PipelineSummaries"]), "PipelineName", name, "PipelineName"):
            return client.update_pipeline(**{key: value for key, value in request.items() if key != "Tags"})[
                "PipelineArn"
            ]
        return client.create_pipeline(**request)["PipelineArn"]


class PipelineExecution(Target):
    """Here, too, a second submission with the same token returns the first one."""

    waits = True

    def submit(self, client: Any, request: dict[str, Any]) -> str:
        return client.start_pipeline_execution(**request)["PipelineExecutionArn"]

    def state(self, client: Any, request: dict[str, Any], id: str) -> State:
        execution = client.describe_pipeline_execution(PipelineExecutionArn=id)
        reason = execution.get("FailureReason", "")
        return State(execution["PipelineExecutionStatus"], execution["CreationTime"], reason)

    def run_id(self, id: str) -> str | None:
        return id.rsplit("/", 1)[-1]


class Model(Target):
    """A model never changes: an existing one of the same package is used."""

    def existing(self, client: Any, request: dict[str, Any]) -> str | None:
        name = request["ModelName"]
        pages = client.get_paginator("list_models").paginate(NameContains=name)
        return _named((model for page in pages for model in page["Models"]), "ModelName", name, "ModelName")

    def submit(self, client: Any, request: dict[str, Any]) -> str:
        client.create_model(**request)
        return request["ModelName"]


class TransformJob(Target):
    waits = True
    leaves_outcome = False

    def existing(self, client: Any, request: dict[str, Any]) -> str | None:
        name = request["TransformJobName"]
        pages = client.get_paginator("list_transform_jobs").paginate(NameContains=name)
        return _named(
            (job for page in pages for job in page["TransformJobSummaries"]),
            "TransformJobName",
            name,
            "TransformJobName",
        )

    def submit(self, client: Any, request: dict[str, Any]) -> str:
        client.create_transform_job(**request)
        return request["TransformJobName"]

    def state(self, client: Any, request: dict[str, Any], id: str) -> State:
        job = client.describe_transform_job(TransformJobName=id)
        return State(job["TransformJobStatus"], job["CreationTime"], job.get("FailureReason", ""))


class Configuration(Target):
    def submit(self, client: Any, request: dict[str, Any]) -> str:
        client.put_object(**request)
        return f"s3://{request['Bucket']}/{request['Key']}"


TARGETS: dict[str, Target] = {
    "emr/step": EmrStep(),
    "emr/cluster": EmrCluster(),
    "emr-serverless/application": EmrServerlessApplication(),
    "emr-serverless/job-run": EmrServerlessJobRun(),
    "emr-eks/job-run": EmrEksJobRun(),
    "glue/job": GlueJob(),
    "glue/job-run": GlueJobRun(),
    "sagemaker/processing-job": ProcessingJob(),
    "sagemaker/gpu-job": ProcessingJob(),
    "sagemaker/pipeline": Pipeline(),
    "sagemaker/pipeline-execution": PipelineExecution(),
    "sagemaker/model": Model(),
    "sagemaker/transform-job": TransformJob(),
    "sagemaker/configuration": Configuration(),
}


@dataclass(frozen=True)
class Submission:
    """A submission, new or found by its name. client is boto3's for the target's service."""

    target: Target
    client: Any
    request: dict[str, Any]
    id: str

    def state(self) -> State:
        return self.target.state(self.client, self.request, self.id)

    def has_failed(self) -> bool:
        return self.target.waits and self.state().ended() and not self.state().succeeded()

    def run_id(self) -> str | None:
        return self.target.run_id(self.id)


def submit(target: str, client: Any, request: dict[str, Any]) -> tuple[Submission, bool]:
    """Submits a request unless it already exists; the flag is false if it does."""
    kind = TARGETS[target]
    existing = kind.existing(client, request)
    id = existing or kind.submit(client, request)
    return Submission(kind, client, request, id), existing is None


def _named(found: Iterable[dict[str, Any]], key: str, name: str, id: str) -> str | None:
    return next((one[id] for one in found if one[key] == name), None)
