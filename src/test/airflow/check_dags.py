"""
Looks at the DAGs of jobs/airflow in the real Airflow, without a scheduler, and prints what it found as JSON.

usage: check_dags.py parse|copy NIGHTLY        {"errors": .., "seconds": .., "connections": .., "dags": {dag: {..}}}
       check_dags.py submit NIGHTLY ENDPOINT   {"dags": {dag: {"night": its id, "told": {kind of outcome: what Airflow
                                               is told}}}, "alert": what the topic is told}
copy parses a copy of the DAG folder outside of the project, with what its links name in their place.
"""

import asyncio
import json
import os
import shutil
import socket
import sys
import tempfile
import time
from collections import defaultdict
from datetime import datetime, timezone
from pathlib import Path
from types import SimpleNamespace

DAGS = Path(__file__).resolve().parents[3] / "jobs/airflow"
mode, os.environ["RISKMESH_NIGHTLY"] = sys.argv[1:3]
if mode == "copy":
    ELSEWHERE = tempfile.TemporaryDirectory()
    DAGS = shutil.copytree(DAGS, Path(ELSEWHERE.name) / "airflow/dags")
sys.path.insert(0, str(DAGS))

AS_OF = datetime(2026, 11, 23, 2, 0, tzinfo=timezone.utc)


def parse():
    """As the DAG processor does; whatever is connected to meanwhile is counted, and refused."""
    from airflow.dag_processing.dagbag import DagBag

    called = []

    def refuse(self, address):
        called.append(str(address))
        raise OSError("no connections while a DAG file is parsed")

    connect, socket.socket.connect = socket.socket.connect, refuse
    started = time.monotonic()
    bag = DagBag(DAGS, bundle_path=DAGS, bundle_name="dags-folder")
    seconds = time.monotonic() - started
    socket.socket.connect = connect
    return {
        "errors": {Path(file).name: error for file, error in bag.import_errors.items()},
        "seconds": seconds,
        "connections": called,
        "dags": {name: described(dag) for name, dag in bag.dags.items()},
    }


def described(dag):
    asset = next(iter(dag.timetable.asset_condition.objects))
    return {
        "cron": dag.timetable.timetable.expression,
        "catchup": dag.catchup,
        "maxActiveRuns": dag.max_active_runs,
        "asset": asset.name,
        "watchers": [type(watcher.trigger).__name__ for watcher in asset.watchers],
        "tasks": {task.task_id: shape(task) for task in dag.tasks},
    }


def shape(task):
    return {
        "operator": task.task_type,
        "next": sorted(task.downstream_task_ids),
        "retries": task.retries,
        "timeoutMinutes": task.execution_timeout.total_seconds() / 60 if task.execution_timeout else None,
        "outlets": [outlet.uri for outlet in task.outlets],
        "callbacks": [type(callback).__name__ for callback in task.on_failure_callback],
    }


def submit():
    """Every AWS flavour's train task: submitted to a server, deferred, resumed, judged by each kind of outcome."""
    os.environ["AWS_ENDPOINT_URL"] = sys.argv[3]
    os.environ["RISKMESH_NIGHTLY"] = with_platforms(Path(os.environ["RISKMESH_NIGHTLY"]))
    import riskmesh_nightly

    dags = {name: dag for name, dag in vars(riskmesh_nightly).items() if name.startswith("night_")}
    told = {name: attempts(dag.get_task("train")) for name, dag in dags.items() if name != "night_local"}
    return {"dags": told, "alert": alert(dags["night_local"].get_task("train"))}


def with_platforms(nightly):
    """The same file with the ids of a cluster and an application that are really there."""
    import boto3

    instances = {"InstanceCount": 1, "MasterInstanceType": "m6a.xlarge", "KeepJobFlowAliveWhenNoSteps": True}
    cluster = boto3.client("emr").run_job_flow(Name="nights", Instances=instances, JobFlowRole="a", ServiceRole="b")
    application = boto3.client("emr-serverless").create_application(releaseLabel="emr-7.12.0", type="SPARK", name="n")
    text = nightly.read_text().replace("CLUSTER", cluster["JobFlowId"])
    nightly.write_text(text.replace("APPLICATION", application["applicationId"]))
    return str(nightly)


def alert(task):
    """What comes out of the topic's subscription when the task has failed for good."""
    import boto3

    topic = boto3.client("sns").create_topic(Name="risk")["TopicArn"]
    queue = boto3.client("sqs").create_queue(QueueName="risk")["QueueUrl"]
    boto3.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=topic.replace(":sns:", ":sqs:"))
    notifier = next(one for one in task.on_failure_callback if type(one).__name__ == "SnsNotifier")
    notifier(context_of(task) | {"exception": "refused: the model is refused: auc - s3://b/report.html"})
    message = boto3.client("sqs").receive_message(QueueUrl=queue)["Messages"][0]
    return json.loads(message["Body"])["Message"]


def context_of(task):
    run = SimpleNamespace(logical_date=AS_OF, run_after=AS_OF)
    events = defaultdict(lambda: SimpleNamespace(extra={}))
    of_task = {"ti": Instance(task), "dag": task.dag, "task": task, "outlet_events": events}
    return {"dag_run": run, "run_id": "manual", "params": {}, **of_task}


def attempts(task):
    context = context_of(task)
    task.render_template_fields(context)
    told = {"none": judged(task, context, None)}
    for outcome in OUTCOMES:
        told[outcome["kind"]] = judged(task, context, outcome)
    if task.task_type == "EmrServerlessCommand":
        told |= lost_attempts(task, context)
    return {"night": task.night, "told": told}


def lost_attempts(task, context):
    """A job run that fails, one that is not done in time, one whose task is lost, one that nobody follows."""
    told = {"platform": judged(task, context, None)}
    # An application that was stopped is started first, which is waited for as well.
    deferred(task, context, lambda: task.resume_execution("execute", {"event": {"status": "success"}}, context))
    told["timeout"] = resumed(task, "__fail__", {"error": "Trigger timeout"}, context)
    deferred(task, context)
    told["follow"] = judged(task, context, OUTCOMES[0])
    job = deferred(task, context).trigger.job_id
    task.night = "{{ run_id_of(dag_run) }}"
    task.on_failure_callback[0](context)
    run = task.hook.conn.get_job_run(applicationId=task.application_id, jobRunId=job)["jobRun"]
    return told | {"abandoned": run["state"]}


OUTCOMES = [
    {"code": 0, "kind": "done", "retryable": False, "message": "run done"},
    {"code": 21, "kind": "source_unavailable", "retryable": True, "message": "another attempt holds the run"},
    {"code": 40, "kind": "refused", "retryable": False, "message": "the model is refused: auc"},
]


def judged(task, context, outcome):
    """What Airflow is told after a deferral, when the job has left that outcome."""
    waiting = deferred(task, context)
    if outcome:
        leave(task, outcome)
    event = asyncio.run(ended(waiting.trigger))
    return resumed(task, waiting.method_name, {"event": event}, context)


def deferred(task, context, start=None):
    """The next attempt, up to its deferral."""
    from airflow.sdk.exceptions import TaskDeferred

    context["ti"].try_number += 1
    try:
        raise AssertionError(f"not deferred: {start() if start else task.execute(context)}")
    except TaskDeferred as waiting:
        return waiting


def resumed(task, method, kwargs, context):
    try:
        return task.resume_execution(method, kwargs, context)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def leave(task, outcome):
    task.outcomes._hook().load_string(
        json.dumps(outcome | {"runId": task.night}), task.outcomes.uri(task.night), replace=True
    )


async def ended(trigger):
    async for event in trigger.run():
        return event.payload


class Instance:
    """The part of a task instance that operators use."""

    try_number = 0
    log_url = "http://airflow/log"

    def __init__(self, task):
        self.task_id, self.dag_id, self.run_id, self.map_index = task.task_id, task.dag_id, "manual", -1
        self.xcoms = {}

    def xcom_push(self, key, value, **more):
        self.xcoms[key] = value


print(json.dumps({"parse": parse, "copy": parse, "submit": submit}[mode](), default=str))
