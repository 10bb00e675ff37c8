"""The parts of riskmesh's job file (WHAT) and environment file (WHERE) that a notebook needs.

As in riskmesh itself, relative paths are relative to the file, and ${env:NAME} is an environment variable.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

_VARIABLE = re.compile(r"\$\{env:(\w+)}")


def _variable(match: re.Match) -> str:
    name = match.group(1)
    if name not in os.environ:
        raise LookupError(f"${{env:{name}}} is used in the environment file; set the environment variable {name}")
    return os.environ[name]


def _document(file: str | Path) -> dict:
    """Comments are removed before variables are looked up: a variable only mentioned there need not be set."""
    return _filled(yaml.safe_load(Path(file).read_text(encoding="utf-8")))


def _filled(node):
    if isinstance(node, dict):
        return {key: _filled(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value) for value in node]
    return _VARIABLE.sub(_variable, node) if isinstance(node, str) else node


@dataclass(frozen=True)
class Job:
    """What is trained: the table, what a default is, and which columns must not be shown."""

    name: str
    table: str | None
    label: str
    positive: object
    features: list[dict]
    masked: frozenset[str]

    @staticmethod
    def load(file: str | Path) -> Job:
        job = _document(file)
        return Job(
            name=job["name"],
            table=job["source"].get("table"),
            label=job["label"]["column"],
            positive=job["label"]["positive"],
            features=job.get("features") or [],
            masked=frozenset((job.get("privacy") or {}).get("mask") or []),
        )

    def masked_features(self) -> set[str]:
        """Features of masked columns: the names of their inputs may contain a value, as in `purpose=3`."""
        return {f["name"] for f in self.features if self.masked & {f.get("column", f["name"]), *f.get("of", [])}}

    def categories(self) -> list[str]:
        """Columns that the job treats as categories, whatever their type."""
        return [f.get("column", f["name"]) for f in self.features if f["kind"] == "categorical"]


@dataclass(frozen=True)
class Environment:
    """Where it runs: the catalog, the artifacts, and how to reach AWS if needed."""

    folder: Path
    catalog: dict
    artifacts: str
    aws: dict

    @staticmethod
    def load(file: str | Path) -> Environment:
        env = _document(file)
        folder = Path(file).resolve().parent
        return Environment(
            folder=folder,
            catalog=env.get("catalog") or {},
            artifacts=_location(folder, env["artifacts"]["uri"]),
            aws=env.get("aws") or {},
        )

    def warehouse(self) -> Path:
        """Folder of the embedded catalog."""
        return Path(_location(self.folder, self.catalog["warehouse"]))

    def session(self):
        """A boto3 session in the configured region and role; no AWS package is imported before this is called."""
        import boto3

        session = boto3.Session(region_name=self.aws.get("region"))
        if not self.aws.get("role"):
            return session
        assumed = session.client("sts", endpoint_url=self.aws.get("endpoint")).assume_role(
            RoleArn=self.aws["role"], RoleSessionName="riskmesh-notebook"
        )["Credentials"]
        return boto3.Session(
            aws_access_key_id=assumed["AccessKeyId"],
            aws_secret_access_key=assumed["SecretAccessKey"],
            aws_session_token=assumed["SessionToken"],
            region_name=self.aws.get("region"),
        )

    def s3_endpoint(self) -> str | None:
        return (self.aws.get("s3") or {}).get("endpoint") or self.aws.get("endpoint")


def _location(folder: Path, uri: str) -> str:
    if uri.startswith("file:"):
        uri = re.sub("^file:(//)?", "", uri)
    return uri if "://" in uri else str(folder.joinpath(uri).resolve())
