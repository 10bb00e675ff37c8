"""Scores the rows of a published run as SageMaker's managed XGBoost container scores a CSV, and compares.

usage: check_container.py MODEL_TAR_GZ DATA_FOLDER

The container splits the lines of the body, converts the cells with numpy, and makes a DMatrix of them that has neither
names nor types of features; so inputs that are indices of categories have to score without them. Margins must be equal to
the last bit to those of a typed matrix and of the run, and the archive's own code must take the same lines. Prints the
number of rows, and of the inputs that are indices.
"""

import importlib.util
import json
import pathlib
import sys
import tarfile
import tempfile

import numpy as np
import pyarrow.parquet as pq
import xgboost

sys.dont_write_bytecode = True


def cell(value):
    return "" if np.isnan(value) else repr(float(value))


def container(booster, body):
    """Answers a body of text/csv."""
    cells = [["nan" if cell == "" else cell for cell in line.split(",")] for line in body.split("\n")]
    matrix = xgboost.DMatrix(np.array(cells).astype(np.float64))
    assert matrix.feature_names is None and matrix.feature_types is None
    predict = lambda **more: booster.predict(matrix, validate_features=False, **more)
    return predict(), predict(output_margin=True)


def own_code(folder, body):
    spec = importlib.util.spec_from_file_location("inference", pathlib.Path(folder) / "code" / "inference.py")
    code = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(code)
    request = code.input_fn(body, "text/csv")
    answer, _ = code.output_fn(code.predict_fn(request, code.model_fn(folder)), "text/csv")
    return np.array([float(line) for line in answer.splitlines()])


def main(model, data):
    predictions = pq.read_table(data / "predictions").to_pandas()
    rows = 0
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(model) as archive:
            archive.extractall(folder, filter="data")
        booster = xgboost.Booster(model_file=str(pathlib.Path(folder) / "xgboost-model"))
        types = booster.feature_types
        info = json.loads((pathlib.Path(folder) / "riskmesh" / "model-info.json").read_text())
        for part in ("train", "validation", "test"):
            table = pq.read_table(data / part).to_pandas()
            inputs = table[info["inputs"]].to_numpy(np.float32)
            body = "\n".join(",".join(map(cell, row)) for row in inputs)
            probability, margin = container(booster, body)
            typed = booster.predict(xgboost.DMatrix(inputs, feature_types=types), output_margin=True)
            assert (margin.view(np.uint32) == typed.view(np.uint32)).all(), part
            assert (probability == own_code(folder, body)).all(), part
            # Rows with an equal key may differ in content: compare them as sorted groups.
            left = table[["_row", "_label"]].assign(margin=margin).sort_values(["_row", "_label", "margin"])
            right = predictions[predictions["_part"] == part].sort_values(["_row", "_label", "margin"])
            assert (left["_row"].to_numpy() == right["_row"].to_numpy()).all(), part
            ours, run = (side["margin"].to_numpy(np.float32).view(np.uint32) for side in (left, right))
            assert (ours == run).all(), part
            rows += len(table)
    print(json.dumps({"rows": rows, "indices": (types or []).count("c"), "xgboost": xgboost.__version__}))


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
