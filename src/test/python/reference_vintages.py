"""Metrics of vintages by scipy and scikit-learn, for comparison with io.riskmesh.evaluate.VintageMetrics.

usage: reference_vintages.py FILE     {"slope", "intercept", "vintages": {name: {"margin", "label"}}}

The area of a vintage is compared with that of the rows of all others.
"""

import json
import sys

import numpy as np
from scipy.stats import binom, binomtest, norm
from sklearn.metrics import roc_auc_score


def area(margin, label):
    """Returns the area and its standard error by DeLong's structural components."""
    bad, good = margin[label == 1], margin[label == 0]
    beats = (bad[:, None] > good).astype(float) + 0.5 * (bad[:, None] == good)
    error = np.sqrt(beats.mean(1).var(ddof=1) / len(bad) + beats.mean(0).var(ddof=1) / len(good))
    value = roc_auc_score(label, margin)
    return value, np.log(value / (1 - value)), error / (value * (1 - value))


def vintage(file, name):
    margin, label = (np.array(file["vintages"][name][key], float) for key in ("margin", "label"))
    others = [v for other, v in file["vintages"].items() if other != name]
    pd = float(np.mean(1 / (1 + np.exp(-(file["slope"] * margin + file["intercept"])))))
    rows, defaults = len(label), int(label.sum())
    interval = binomtest(defaults, rows).proportion_ci(method="wilson")
    value, logit, error = area(margin, label)
    ends = 1 / (1 + np.exp(-(logit + norm.ppf([0.025, 0.975]) * error)))
    rest, rest_logit, rest_error = area(
        np.concatenate([v["margin"] for v in others]), np.concatenate([v["label"] for v in others])
    )
    return {
        "rows": rows,
        "defaults": defaults,
        "rate": defaults / rows,
        "low": interval.low,
        "high": interval.high,
        "pd": pd,
        "rateChance": min(1, 2 * min(binom.sf(defaults - 1, rows, pd), binom.cdf(defaults, rows, pd))),
        "auc": value,
        "aucLow": ends[0],
        "aucHigh": ends[1],
        "aucOthers": rest,
        "aucChance": 2 * norm.sf(abs(logit - rest_logit) / np.hypot(error, rest_error)),
    }


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    print(json.dumps({name: vintage(given, name) for name in given["vintages"]}))
