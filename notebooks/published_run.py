"""A published run, read by its manifest: no file is trusted unless its sha256 matches the manifest.

Local folders do not need AWS; for `s3://` and `s3a://`, boto3 is imported when it is first needed.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from settings import Environment


class LocalFiles:
    """Artifacts in a folder."""

    def __init__(self, root: str):
        self.root = Path(root)

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def folders(self, path: str) -> list[str]:
        folder = self.root / path
        return sorted(child.name for child in folder.iterdir() if child.is_dir()) if folder.exists() else []


class S3Files:
    """Artifacts in a bucket."""

    def __init__(self, root: str, env: Environment):
        self.client = env.session().client("s3", endpoint_url=env.s3_endpoint())
        self.bucket, _, self.prefix = root.split("://", 1)[1].rstrip("/").partition("/")

    def _key(self, path: str) -> str:
        return f"{self.prefix}/{path}".lstrip("/")

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


def artifacts(env: Environment) -> LocalFiles | S3Files:
    """The files of an environment's runs."""
    return S3Files(env.artifacts, env) if env.artifacts.startswith(("s3://", "s3a://")) else LocalFiles(env.artifacts)


@dataclass(frozen=True)
class Run:
    """One run: its manifest, and the files that it names."""

    files: LocalFiles | S3Files
    manifest: dict

    @property
    def id(self) -> str:
        return self.manifest["runId"]

    def read(self, path: str) -> bytes:
        """A file of the run, verified."""
        named = {file["path"]: file for file in self.manifest["files"]}
        return self._verified(f"runs/{self.id}/{path}", named[path])

    def json(self, path: str) -> dict:
        return json.loads(self.read(path))

    def verify(self) -> pd.DataFrame:
        """Reads and verifies every file in the manifest: path, size, first digits of the sha256."""
        rows = [(f["path"], len(self.read(f["path"])), f["sha256"][:12]) for f in self.manifest["files"]]
        return pd.DataFrame(rows, columns=["file", "bytes", "sha256"])

    def predictions(self, part: str) -> pd.DataFrame | None:
        """Rows of a part (`_row`, `_label`, `_weight`, `probability`), verified; None when they have expired."""
        data = self.manifest["data"]
        # Older runs, from before attempts had folders, have no such entry.
        folder = (data.get("folders") or {}).get("predictions", f"data/{self.id}/predictions")
        try:
            frames = [
                pd.read_parquet(io.BytesIO(self._verified(folder + file["path"][len("predictions"):], file)))
                for file in data["files"]
                if file["path"].startswith("predictions/") and file["path"].endswith(".parquet")
            ]
        except FileNotFoundError:
            return None
        rows = pd.concat(frames)
        return rows[rows["_part"] == part].sort_values(["_row", "_label"]).reset_index(drop=True)

    def metrics(self) -> pd.DataFrame:
        """By metric: the test value with its interval, and the values on train and validation."""
        curves = self.json("evaluation/curves.json")
        table = pd.DataFrame(curves["metrics"]).set_index("name")
        for part, values in curves["parts"].items():
            table[part] = pd.Series({metric["name"]: metric["value"] for metric in values})
        return table.rename(columns={"value": "test"})

    def gain(self) -> pd.Series:
        """Mean gain of the splits on each input, largest first; inputs that no tree uses are omitted."""
        import xgboost

        with tarfile.open(fileobj=io.BytesIO(self.read("model/model.tar.gz"))) as model:
            booster = xgboost.Booster()
            booster.load_model(bytearray(model.extractfile("xgboost-model").read()))
            booster.feature_names = json.load(model.extractfile("riskmesh/model-info.json"))["inputs"]
        return pd.Series(booster.get_score(importance_type="gain")).sort_values(ascending=False)

    def _verified(self, path: str, named: dict) -> bytes:
        content = self.files.read(f"{self.manifest['job']}/{path}")
        if hashlib.sha256(content).hexdigest() != named["sha256"]:
            raise ValueError(f"{path} is not the file that the manifest of run {self.id} names: its sha256 differs")
        return content


def run(files: LocalFiles | S3Files, job: str, run_id: str = "latest") -> Run:
    """A run by its id; `latest` is the accepted one with the newest as-of time."""
    if run_id == "latest":
        run_id = _json(files, f"{job}/latest.json", f"job {job} has no accepted run yet; scripts/riskmesh run")["runId"]
    return Run(files, _json(files, f"{job}/runs/{run_id}/manifest.json", f"job {job} has no published run {run_id}"))


def published(files: LocalFiles | S3Files, job: str) -> list[Run]:
    """Every published run of a job, newest first; a folder without a manifest is not a published run."""
    found = []
    for run_id in files.folders(f"{job}/runs"):
        try:
            found.append(run(files, job, run_id))
        except LookupError:
            continue
    return sorted(found, key=lambda r: (r.manifest["asOf"], r.id), reverse=True)


def same_test_rows(one: Run, other: Run) -> bool:
    """Whether two runs were tested on the same rows; only then can their metrics be compared."""
    return all(
        one.manifest["split"]["parts"]["test"][key] == other.manifest["split"]["parts"]["test"][key]
        for key in ("membership", "rows", "positives")
    )


def _json(files: LocalFiles | S3Files, path: str, missing: str) -> dict:
    try:
        return json.loads(files.read(path))
    except FileNotFoundError:
        raise LookupError(missing) from None
