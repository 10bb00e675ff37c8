"""Two models on the same rows: DeLong's test pair by pair, and SciPy's bootstrap.

usage: reference_paired.py FILE     {"cases": [{"name", "label", "weight", "own", "other"}]}

Every pair of a default and a good borrower is compared; nothing is sorted.
"""

import json
import sys

import numpy as np
from scipy import stats


def compare(case):
    label, weight, own, other = (
        np.array(case[name], float) for name in ("label", "weight", "own", "other")
    )
    positive = label == 1
    found = {"auc": delong(positive, weight, own, other)}
    for name, loss in (("logLoss", log_loss), ("brier", brier)):
        found[name] = bootstrap(loss(own, label), loss(other, label), weight)
    return found


def delong(positive, weight, own, other):
    of_positives, of_negatives = weight[positive], weight[~positive]
    wins = [
        np.greater.outer(score[positive], score[~positive])
        + 0.5 * np.equal.outer(score[positive], score[~positive])
        for score in (own, other)
    ]
    areas = [of_positives @ win @ of_negatives for win in wins]
    areas = np.array(areas) / of_positives.sum() / of_negatives.sum()
    beaten = np.array([win @ of_negatives / of_negatives.sum() for win in wins])
    beating = np.array([of_positives @ win / of_positives.sum() for win in wins])
    contrast = np.array([1, -1])
    variance = contrast @ (
        covariance(beaten, areas, of_positives) + covariance(beating, areas, of_negatives)
    ) @ contrast
    return [areas[0], areas[1], float(np.sqrt(variance))]


def covariance(components, areas, weight):
    deviations = components - areas[:, None]
    rows = weight.sum() ** 2 / (weight**2).sum()
    return (deviations * weight**2) @ deviations.T / weight.sum() ** 2 * rows / (rows - 1)


def log_loss(probability, label):
    return -np.log(np.where(label == 1, probability, 1 - probability))


def brier(probability, label):
    return (probability - label) ** 2


def bootstrap(own, other, weight):
    def difference(own, other, weight, axis=-1):
        return ((own - other) * weight).sum(axis=axis) / weight.sum(axis=axis)

    drawn = stats.bootstrap(
        (own, other, weight),
        difference,
        paired=True,
        vectorized=True,
        n_resamples=4000,
        method="percentile",
        batch=200,
        rng=np.random.default_rng(1),
    ).confidence_interval
    return [float(difference(own, other, weight)), float(drawn.low), float(drawn.high)]


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    print(json.dumps({case["name"]: compare(case) for case in cases}))
