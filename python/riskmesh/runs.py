"""A job's published runs, read by their manifests: no file is trusted unless its sha256 is the manifest's.

A run without a manifest is not published, and is not found. Folders need only the standard library; for s3:// and
s3a://, boto3 is imported when it is first needed.
"""

from __future__ import annotations

import hashlib
import json
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class NotPublished(LookupError):
    """There is no such run, or no such file in it."""


class ChangedFile(ValueError):
    """A file is not the one that the run has published."""


class Artifacts(ABC):
    """The files of all jobs: what artifacts.uri of an environment file names."""

    @abstractmethod
    def read(self, path: str) -> bytes:
        """A file, unverified; FileNotFoundError if there is none."""

    @abstractmethod
    def folders(self, path: str) -> list[str]:
        """The names of the folders in a folder, sorted."""


class FolderArtifacts(Artifacts):
    def __init__(self, root: str | Path):
        self.root = Path(root)

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def folders(self, path: str) -> list[str]:
        folder = self.root / path
        return sorted(child.name for child in folder.iterdir() if child.is_dir()) if folder.exists() else []


class S3Artifacts(Artifacts):
    """client: boto3's for S3."""

    def __init__(self, uri: str, client: Any):
        self.client = client
        self.bucket, _, self.prefix = uri.split("://", 1)[1].rstrip("/").partition("/")

    def read(self, path: str) -> bytes:
        try:
            return self.client.get_object(Bucket=self.bucket, Key=self._key(path))["Body"].read()
        except self.client.exceptions.NoSuchKey:
            raise FileNotFoundError(f"s3://{self.bucket}/{self._key(path)}") from None

    def folders(self, path: str) -> list[str]:
        prefix = self._key(path) + "/"
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix, Delimiter="/")
        found = [folder["Prefix"] for page in pages for folder in page.get("CommonPrefixes", [])]
        return sorted(folder[len(prefix) : -1] for folder in found)

    def _key(self, path: str) -> str:
        return f"{self.prefix}/{path}".lstrip("/")


def artifacts(uri: str | Path, client: Any = None) -> Artifacts:
    """The artifacts in a folder or below an S3 prefix. client: boto3's for S3; default: by boto3's own settings."""
    root = str(uri)
    if root.startswith(("s3://", "s3a://")):
        return S3Artifacts(root, client or _s3())
    return FolderArtifacts(re.sub("^file:(//)?", "", root))


def _s3() -> Any:
    try:
        import boto3
    except ImportError as e:
        raise ImportError("reading from S3 needs boto3: pip install 'riskmesh[aws]'") from e
    return boto3.client("s3")


@dataclass(frozen=True)
class Run:
    """One published run: its manifest, and the files that it names."""

    artifacts: Artifacts
    manifest: dict[str, Any]

    @property
    def id(self) -> str:
        return self.manifest["runId"]

    @property
    def verdict(self) -> str:
        """accepted or refused."""
        return self.manifest["verdict"]

    def paths(self) -> list[str]:
        """The files of the run, as they stand in the manifest."""
        return [file["path"] for file in self.manifest["files"]]

    def read(self, path: str) -> bytes:
        """A file of the run, verified: ChangedFile if it differs, NotPublished if the manifest does not name it."""
        named = next((file for file in self.manifest["files"] if file["path"] == path), None)
        if named is None:
            raise NotPublished(f"run {self.id} has no file {path}; it has {', '.join(self.paths())}")
        return self._verified(f"runs/{self.id}/{path}", named)

    def json(self, path: str) -> Any:
        """The content of a JSON file of the run, verified."""
        return json.loads(self.read(path))

    def verify(self) -> None:
        """Reads every file of the run, and raises ChangedFile at the first that differs."""
        for path in self.paths():
            self.read(path)

    def data(self, kind: str) -> list[bytes]:
        """The Parquet files of train, validation, test or predictions, verified; FileNotFoundError when expired."""
        data = self.manifest["data"]
        # Older runs, from before attempts had folders, have no such entry.
        folder = (data.get("folders") or {}).get(kind, f"data/{self.id}/{kind}")
        return [
            self._verified(folder + file["path"][len(kind) :], file)
            for file in data["files"]
            if file["path"].startswith(kind + "/") and file["path"].endswith(".parquet")
        ]

    def _verified(self, path: str, named: dict[str, Any]) -> bytes:
        try:
            content = self.artifacts.read(f"{self.manifest['job']}/{path}")
        except FileNotFoundError:
            raise FileNotFoundError(f"{path} is gone, but run {self.id} has published it") from None
        if hashlib.sha256(content).hexdigest() != named["sha256"]:
            raise ChangedFile(f"{path} is not the file that the manifest of run {self.id} names: its sha256 differs")
        return content


def run(files: Artifacts, job: str, run_id: str = "latest") -> Run:
    """A run by its id; latest is the one that latest.json names. NotPublished if there is none."""
    if run_id == "latest":
        missing = f"job {job} has no accepted run yet; scripts/riskmesh run"
        run_id = _json(files, f"{_name(job)}/latest.json", missing)["runId"]
    path = f"{_name(job)}/runs/{_name(run_id)}/manifest.json"
    manifest = _json(files, path, f"job {job} has no published run {run_id}")
    if (manifest["job"], manifest["runId"]) != (job, run_id):
        raise ChangedFile(f"{path} is the manifest of run {manifest['runId']} of job {manifest['job']}")
    return Run(files, manifest)


def published(files: Artifacts, job: str) -> list[Run]:
    """Every published run of a job, accepted or refused, newest first. Reads one manifest per run."""
    found = []
    for run_id in files.folders(f"{_name(job)}/runs"):
        try:
            found.append(run(files, job, run_id))
        except NotPublished:
            continue
    return sorted(found, key=lambda r: (r.manifest["asOf"], r.id), reverse=True)


def same_test_rows(one: Run, other: Run) -> bool:
    """Whether two runs were tested on the same rows; only then can their metrics be compared."""
    return all(
        one.manifest["split"]["parts"]["test"][key] == other.manifest["split"]["parts"]["test"][key]
        for key in ("membership", "rows", "positives")
    )


def _name(text: str) -> str:
    """The name of one folder: what leads elsewhere is no run."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", text):
        raise NotPublished(f'"{text}" is not the name of a job or a run: letters, digits, ".", "_" and "-"')
    return text


def _json(files: Artifacts, path: str, missing: str) -> dict[str, Any]:
    try:
        return json.loads(files.read(path))
    except FileNotFoundError:
        raise NotPublished(missing) from None
