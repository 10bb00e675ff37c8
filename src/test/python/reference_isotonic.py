"""Isotonic regression by scikit-learn, for comparison with io.riskmesh.evaluate.IsotonicScaling.

usage: reference_isotonic.py FILE     {"at": [margin], "cases": [{"name", "margin", "label", "weight"}]}

Prints the calibrated probability at each margin, by name.
"""

import json
import sys

import numpy as np
from sklearn.isotonic import IsotonicRegression


def predict(case, at):
    margin, label, weight = (np.array(case[name], float) for name in ("margin", "label", "weight"))
    positives, negatives = effective(weight[label == 1]), effective(weight[label == 0])
    model = IsotonicRegression(
        y_min=1 / (negatives + 2), y_max=(positives + 1) / (positives + 2), out_of_bounds="clip"
    )
    return model.fit(margin, label, sample_weight=weight).predict(at).tolist()


def effective(weight):
    return weight.sum() ** 2 / (weight**2).sum()


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        content = json.load(file)
    print(json.dumps({case["name"]: predict(case, content["at"]) for case in content["cases"]}))
