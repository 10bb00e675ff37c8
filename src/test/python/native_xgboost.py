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


def continued(model: Path, features: np.ndarray, label: np.ndarray) -> dict[str, float]:
    """What ten more rounds do to the probabilities, by XGBClassifier and by the booster itself.

    The last value is what an attribute best_iteration in the model would do: XGBClassifier scores without the new
    rounds.
    """
    matrix = xgb.DMatrix(features)
    before = xgb.XGBClassifier()
    before.load_model(model)
    after = xgb.XGBClassifier(n_estimators=10, learning_rate=0.4).fit(features, label, xgb_model=str(model))
    booster = after.get_booster()
    rounds = booster.num_boosted_rounds()
    ours, whole = after.predict_proba(features)[:, 1], booster.predict(matrix)
    booster.set_attr(best_iteration=str(before.get_booster().num_boosted_rounds() - 1))
    return {
        "continuedRounds": rounds,
        "continuedDifference": largest(ours - whole),
        "change": largest(ours - before.predict_proba(features)[:, 1]),
        "ignoredWithAttribute": largest(after.predict_proba(features)[:, 1] - whole),
    }


def largest(differences: np.ndarray) -> float:
    return float(np.max(np.abs(differences)))


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
            "attributes": sorted(cut.attributes()),
            "names": cut.feature_names,
            **continued(folder / "cut.ubj", features, label),
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
