"""Platt scaling by scikit-learn, for comparison with io.riskmesh.evaluate.PlattScaling.

usage: reference_platt.py FILE     {"cases": [{"name", "margin", "label", "weight"}]}

Platt's targets are fractions, which scikit-learn's classifier does not take: each row stands there
twice, once as a positive and once as a negative, with its weight divided in proportion.
"""

import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression


def fit(case):
    margin, label, weight = (np.array(case[name], float) for name in ("margin", "label", "weight"))
    positives, negatives = effective(weight[label == 1]), effective(weight[label == 0])
    target = np.where(label == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    model = LogisticRegression(penalty=None, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    model.fit(
        np.concatenate([margin, margin])[:, None],
        np.concatenate([np.ones_like(label), np.zeros_like(label)]),
        sample_weight=np.concatenate([weight * target, weight * (1 - target)]) / weight.mean(),
    )
    return [float(model.coef_[0, 0]), float(model.intercept_[0])]


def effective(weight):
    return weight.sum() ** 2 / (weight**2).sum()


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    print(json.dumps({case["name"]: fit(case) for case in cases}))
