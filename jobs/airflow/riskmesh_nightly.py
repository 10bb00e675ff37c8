"""
Nightly runs of riskmesh: train if something has changed. One DAG per entry of nightly.yaml, from one definition.

    drift  ->  is_training_wanted  ->  train  ( ->  score )

README.md describes what a run does for each outcome, how to start one early and how to rerun past ones.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined

from airflow.sdk import DAG, Asset, AssetOrTimeSchedule, AssetWatcher, CronTriggerTimetable, TriggerRule, task

from riskmesh_airflow.alerts import alerts
from riskmesh_airflow.nights import Night, as_of, run_id
from riskmesh_airflow.platforms import command

NIGHT = "{{ run_id_of(dag_run) }}"
DRIFT = NIGHT + "-drift"
SCORES = NIGHT + "-score"
HOUR = timedelta(hours=1)


def dag(night: Night) -> DAG:
    with DAG(
        dag_id=night.name,
        schedule=AssetOrTimeSchedule(
            timetable=CronTriggerTimetable(night.schedule, timezone="UTC"), assets=[shared_table(night)]
        ),
        # Missed nights are not caught up: the next run sees the same table. Use `airflow backfill` to run them.
        catchup=False,
        max_active_runs=1,
        user_defined_macros={"as_of": as_of, "run_id_of": run_id},
        template_undefined=StrictUndefined,
        default_args=retrying(night),
        doc_md=__doc__,
        tags=["riskmesh", night.platform, night.job],
    ) as nights:
        drift = command(night, "drift", "drift", DRIFT)
        train = command(night, "train", "run", NIGHT)
        is_training_wanted(drift.output) >> train
        if night.score:
            # Also when the training was skipped: with the run in production, once per state of the table.
            train >> command(night, "score", "score", SCORES, trigger_rule=TriggerRule.NONE_FAILED)
    return nights


def shared_table(night: Night) -> Asset:
    """An event that reports a table change starts a run early; the schedule remains."""
    uri = "riskmesh-table://" + night.table.replace(".", "/")
    return Asset(name=night.table, uri=uri, watchers=watchers(night))


def watchers(night: Night) -> list[AssetWatcher]:
    if not night.queue:
        return []
    from airflow.providers.common.messaging.triggers.msg_queue import MessageQueueTrigger

    trigger = MessageQueueTrigger(
        scheme="sqs", sqs_queue=night.queue, aws_conn_id=night.connection, region_name=night.region
    )
    return [AssetWatcher(name=night.table + " changed", trigger=trigger)]


def retrying(night: Night) -> dict[str, Any]:
    """Airflow retries after AirflowException; the outcome decides whether that is raised."""
    return {
        "retries": night.retries,
        "retry_delay": night.retry_delay,
        "retry_exponential_backoff": 2.0,
        "max_retry_delay": max(night.retry_delay, HOUR),
        "on_failure_callback": alerts(night),
    }


@task.short_circuit(ignore_downstream_trigger_rules=False)
def is_training_wanted(outcome: str) -> bool:
    """Skips the training if there is no need to train; the run succeeds."""
    return outcome == "retrain"


for settings in Night.load(Path(os.environ.get("RISKMESH_NIGHTLY", Path(__file__).with_name("nightly.yaml")))):
    globals()[settings.name] = dag(settings)
