"""Native XGBoost as the reference for what the JVM trained.

usage: native_xgboost.py FOLDER

FOLDER holds rows.csv (part, label, weight, features...; blank = missing), in the order in which one
worker saw them, params.json, full.ubj (every round), cut.ubj (rounds up to the best) and
predictions.csv (the JVM's probability per row). Prints one JSON object.
"""
import csv
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import xgboost as xgb


def main(folder: Path) -> None:
    with open(folder / "rows.csv", newline="") as file:
        rows = list(csv.reader(file))
    part = np.array([row[0] for row in rows])
    values = np.array(
        [[float(v) if v else np.nan for v in row[1:]] for row in rows], dtype=np.float32
    )
    label, weight, features = values[:, 0], values[:, 1], values[:, 2:]
    plan = json.loads((folder / "params.json").read_text())

    cut = xgb.Booster(model_file=folder / "cut.ubj")
    full = xgb.Booster(model_file=folder / "full.ubj")
    everything = xgb.DMatrix(features)
    jvm = np.loadtxt(folder / "predictions.csv", dtype=np.float64)
    cut_scores = cut.predict(everything)
    sliced = full.predict(everything, iteration_range=(0, plan["best"] + 1))

    def matrix(name):
        mask = part == name
        return xgb.DMatrix(features[mask], label=label[mask], weight=weight[mask])

    history = {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        xgb.train(
            {**plan["params"], "validate_parameters": True, "verbosity": 1},
            matrix("train"),
            num_boost_round=plan["rounds"],
            evals=[(matrix("train"), "train"), (matrix("validation"), "validation")],
            evals_result=history,
            verbose_eval=False,
        )
    metric = plan["params"]["eval_metric"]
    json.dump(
        {
            "version": xgb.__version__,
            "rounds": cut.num_boosted_rounds(),
            "bestIteration": cut.best_iteration,
            "predictionError": float(np.max(np.abs(cut_scores - jvm))),
            "cutEqualsSliced": bool(np.array_equal(cut_scores, sliced)),
            "train": history["train"][metric],
            "validation": history["validation"][metric],
            "warnings": [str(w.message) for w in caught if "not used" in str(w.message)],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
