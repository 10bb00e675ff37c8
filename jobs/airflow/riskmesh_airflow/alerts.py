"""Alerts about runs that finally failed: to the log always, to a topic and a webhook if nightly.yaml names them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from .nights import Night
from .operators import Command

#: One line: what failed, for which time, the reason and the page (both in the exception's text), and the log.
MESSAGE = (
    "riskmesh: {{ dag.dag_id }}, {{ ti.task_id }} of {{ run_id_of(dag_run) }} (as of {{ as_of(dag_run) }}) failed."
    " {{ exception }} - log: {{ ti.log_url }}"
)

Callback = Callable[[Any], None]


def alerts(night: Night) -> list[Callback]:
    """
    Callbacks for a task that has failed and is not retried. First what still runs of it is ended: a worker that was
    killed could not do that, and nobody would see what is published after the alert.
    """
    return [_stop, _log, *_sns(night), *_http(night)]


def _stop(context: Any) -> None:
    task = context["task"]
    if isinstance(task, Command):
        # Of a killed worker's task no field is rendered.
        task.render_template_fields(context)
        if stopped := task.stop(context):
            logging.getLogger(__name__).warning("%s: cancelled %s, which still ran", task.task_id, ", ".join(stopped))


def _log(context: Any) -> None:
    logging.getLogger(__name__).error("%s failed for good: %s", context["ti"].task_id, context.get("exception"))


def _sns(night: Night) -> list[Callback]:
    if not night.alerts.sns:
        return []
    from airflow.providers.amazon.aws.notifications.sns import SnsNotifier

    subject = "riskmesh: " + night.name
    target = {"target_arn": night.alerts.sns, "aws_conn_id": night.connection, "region_name": night.region}
    return [SnsNotifier(message=MESSAGE, subject=subject, **target)]


def _http(night: Night) -> list[Callback]:
    if not night.alerts.http:
        return []
    from airflow.providers.http.notifications import HttpNotifier

    return [HttpNotifier(http_conn_id=night.alerts.http, json={"text": MESSAGE})]
