"""Reads outcomes/<run-id>.json, which every command writes under the artifacts, and decides what Airflow does."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from airflow.sdk import Asset
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from .nights import HOME, Night

#: Success: everything is done, or drift advises retraining.
GOOD = ("done", "retrain")

#: The console's domain by partition; others have consoles of their own.
CONSOLES = {"aws": "aws.amazon.com", "aws-cn": "amazonaws.cn", "aws-us-gov": "amazonaws-us-gov.com"}


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and the page with details, if there is one."""

    kind: str
    retryable: bool
    message: str
    page: str | None

    def settle(self) -> str:
        """The kind, if successful; AirflowException if a retry may help, AirflowFailException if it cannot."""
        if self.kind in GOOD:
            return self.kind
        text = f"{self.kind}: {self.message}" + (f" - {self.page}" if self.page else "")
        raise (AirflowException if self.retryable else AirflowFailException)(text)


class Outcomes(ABC):
    """A job's files, as far as an orchestrator needs them."""

    def __init__(self, root: str, job: str) -> None:
        self.root = f"{root.rstrip('/')}/{job}"

    @staticmethod
    def of(night: Night) -> Outcomes:
        """In the bucket or the folder of the run's artifacts."""
        if night.artifacts.startswith(("s3://", "s3a://")):
            return S3Outcomes("s3://" + night.artifacts.split("://")[1], night.job, night.connection, night.region)
        return FolderOutcomes(str(HOME / night.artifacts.removeprefix("file://")), night.job)

    def uri(self, run_id: str) -> str:
        return f"{self.root}/outcomes/{run_id}.json"

    def read(self, run_id: str) -> Outcome | None:
        """None if there is no outcome: the command was killed, or never started."""
        content = self.content(self.uri(run_id))
        if content is None:
            return None
        said = json.loads(content)
        return Outcome(said["kind"], said["retryable"], said["message"], self.page(run_id))

    def page(self, run_id: str) -> str | None:
        """The report or the drift page; None if nothing was published."""
        return next((page for page in (self.report(run_id), self.drift_page(run_id)) if self.exists(page)), None)

    def report(self, run_id: str) -> str:
        return f"{self.root}/runs/{run_id}/report/report.html"

    def drift_page(self, drift_id: str) -> str:
        return f"{self.root}/drift/{drift_id}/drift.html"

    def models(self) -> Asset:
        """The job's published runs."""
        return Asset(self.asset_uri("runs"))

    def scores(self) -> Asset:
        """The job's scored tables."""
        return Asset(self.asset_uri("scores"))

    def published(self, verb: str, run_id: str, outcome: Outcome) -> dict[str, Any]:
        """Run id, snapshot (null without Iceberg) and verdict of what a command published, and its manifest."""
        run = f"{self.root}/runs/{run_id}/manifest.json"
        scores = f"{self.root}/scores/" + outcome.message.rpartition("/scores/")[2]
        uri = scores if verb == "score" else run
        manifest = json.loads(self.content(uri) or "{}")
        snapshot = manifest["source"].get("snapshot")
        return {
            "runId": manifest["run" if verb == "score" else "runId"],
            # As text: a browser's numbers have 53 bits.
            "snapshot": None if snapshot is None else str(snapshot),
            "verdict": manifest["verdict"],
            "manifest": uri,
        }

    def forget(self, run_id: str) -> None:
        """Removes an earlier attempt's outcome, so that it cannot be mistaken for the next one's."""
        self.delete(self.uri(run_id))

    @abstractmethod
    def content(self, uri: str) -> str | None: ...

    @abstractmethod
    def exists(self, uri: str) -> bool: ...

    @abstractmethod
    def asset_uri(self, folder: str) -> str: ...

    @abstractmethod
    def address(self, uri: str) -> str:
        """Where a browser finds the file."""

    @abstractmethod
    def delete(self, uri: str) -> None: ...


class FolderOutcomes(Outcomes):
    def content(self, uri: str) -> str | None:
        return Path(uri).read_text() if self.exists(uri) else None

    def exists(self, uri: str) -> bool:
        return Path(uri).is_file()

    def asset_uri(self, folder: str) -> str:
        return (Path(self.root) / folder).as_uri()

    def address(self, uri: str) -> str:
        return Path(uri).as_uri()

    def delete(self, uri: str) -> None:
        Path(uri).unlink(missing_ok=True)


class S3Outcomes(Outcomes):
    """
    Needs s3:ListBucket on the job's folder, GetObject on its outcomes and on manifests, DeleteObject on its outcomes;
    pages are only listed.
    """

    def __init__(self, root: str, job: str, connection: str | None, region: str | None) -> None:
        super().__init__(root, job)
        self.connection = connection
        self.region = region

    def _hook(self) -> Any:
        # Created in a task, never when the file is parsed: a hook looks up its connection.
        from airflow.providers.amazon.aws.hooks.s3 import S3Hook

        return S3Hook(aws_conn_id=self.connection, region_name=self.region)

    def content(self, uri: str) -> str | None:
        return self._hook().read_key(uri) if self.exists(uri) else None

    def exists(self, uri: str) -> bool:
        hook = self._hook()
        bucket, key = hook.parse_s3_url(uri)
        return key in hook.list_keys(bucket, prefix=key, max_items=1)

    def asset_uri(self, folder: str) -> str:
        return f"{self.root}/{folder}"

    def address(self, uri: str) -> str:
        hook = self._hook()
        bucket, key = hook.parse_s3_url(uri)
        domain = CONSOLES.get(hook.conn_partition)
        where = urlencode({"region": hook.conn_region_name, "prefix": key})
        return f"https://console.{domain}/s3/object/{bucket}?{where}" if domain else ""

    def delete(self, uri: str) -> None:
        hook = self._hook()
        bucket, key = hook.parse_s3_url(uri)
        hook.delete_objects(bucket, key)
