"""Tables of a published run as pandas frames; every file is verified by riskmesh.runs."""

from __future__ import annotations

import io

import pandas as pd

from riskmesh import runs
from riskmesh.runs import Run
from riskmesh.scoring import Scorer
from settings import Environment


def artifacts(env: Environment) -> runs.Artifacts:
    """The files of an environment's runs, with its region and role."""
    on_s3 = env.artifacts.startswith(("s3://", "s3a://"))
    return runs.artifacts(env.artifacts, env.session().client("s3", endpoint_url=env.s3_endpoint()) if on_s3 else None)


def files(run: Run) -> pd.DataFrame:
    """Reads and verifies every file in the manifest: path, size, first digits of the sha256."""
    rows = [(f["path"], len(run.read(f["path"])), f["sha256"][:12]) for f in run.manifest["files"]]
    return pd.DataFrame(rows, columns=["file", "bytes", "sha256"])


def predictions(run: Run, part: str) -> pd.DataFrame | None:
    """Rows of a part (`_row`, `_label`, `_weight`, `probability`), verified; None when they have expired."""
    try:
        rows = pd.concat([pd.read_parquet(io.BytesIO(content)) for content in run.data("predictions")])
    except FileNotFoundError:
        return None
    return rows[rows["_part"] == part].sort_values(["_row", "_label"]).reset_index(drop=True)


def metrics(run: Run) -> pd.DataFrame:
    """By metric: the test value with its interval, and the values on train and validation."""
    curves = run.json("evaluation/curves.json")
    table = pd.DataFrame(curves["metrics"]).set_index("name")
    for part, values in curves["parts"].items():
        table[part] = pd.Series({metric["name"]: metric["value"] for metric in values})
    return table.rename(columns={"value": "test"})


def gain(run: Run) -> pd.Series:
    """Mean gain of the splits on each input, largest first; inputs that no tree uses are omitted."""
    scorer = Scorer.load(run.read("model/model.tar.gz"))
    scorer.booster.feature_names = scorer.inputs
    return pd.Series(scorer.booster.get_score(importance_type="gain")).sort_values(ascending=False)
