"""Scores a published model with native XGBoost and compares with the job's own predictions.

usage: check_model.py MODEL_TAR_GZ DATA_FOLDER   (in the project's folder)

Loads xgboost-model as SageMaker's container does: unpacks the archive and takes the one file at
its root. Prints the largest difference of a probability; fails above 1e-6. The example of
docs/scoring.md is run on the same model: it notices columns in another order.
"""

import json
import os
import pathlib
import re
import sys
import tarfile
import tempfile

import numpy as np
import pyarrow.parquet as pq
import xgboost


EXAMPLE = re.search(r"```python\n(.*?)```", pathlib.Path("docs/scoring.md").read_text(), re.DOTALL)[1]


def example(folder, frame):
    """The probabilities that the page's example gives."""
    names, here = {"frame": frame}, os.getcwd()
    os.chdir(folder)
    try:
        exec(EXAMPLE, names)
    finally:
        os.chdir(here)
    return names["probability"]


def refused(folder, frame):
    try:
        example(folder, frame)
    except ValueError as e:
        return "feature_names mismatch" in str(e)
    return False


def main(model, data):
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(model) as archive:
            archive.extractall(folder, filter="data")
        root = [path for path in pathlib.Path(folder).iterdir() if path.is_file()]
        assert [path.name for path in root] == ["xgboost-model"], root
        booster = xgboost.Booster(model_file=str(root[0]))
        info = json.loads((pathlib.Path(folder) / "riskmesh" / "model-info.json").read_text())
        inputs = pq.read_table(data / "test").to_pandas()[info["inputs"]]
        named, reordered = example(folder, inputs), inputs[sorted(info["inputs"])]
        assert refused(folder, reordered) and refused(folder, inputs.iloc[:, :-1])
    assert booster.feature_names is None and booster.attr("best_iteration") is None, booster.attributes()
    assert (named == booster.predict(xgboost.DMatrix(inputs))).all()
    assert np.abs(named - booster.predict(xgboost.DMatrix(reordered))).max() > 0.1, "the order does not matter"
    assert booster.num_boosted_rounds() == info["rounds"], booster.num_boosted_rounds()

    predictions = pq.read_table(data / "predictions").to_pandas()
    worst, rows = 0.0, 0
    for part in ("train", "validation", "test"):
        table = pq.read_table(data / part).to_pandas()
        native = booster.predict(xgboost.DMatrix(table[info["inputs"]].to_numpy(np.float32)))
        ours = predictions[predictions["_part"] == part]
        joined = table[["_row", "_label"]].assign(native=native)
        # Rows with an equal key may differ in content: compare them as sorted groups.
        left = joined.sort_values(["_row", "_label", "native"])
        right = ours.sort_values(["_row", "_label", "probability"])
        assert (left["_row"].to_numpy() == right["_row"].to_numpy()).all(), part
        worst = max(worst, float(np.abs(left["native"].to_numpy() - right["probability"].to_numpy()).max()))
        rows += len(table)
    print(json.dumps({"rows": rows, "worst": worst, "xgboost": xgboost.__version__}))
    assert worst <= 1e-6, worst


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
