"""What probabilities alone say about rows, pair by pair, for io.riskmesh.evaluate.SoftLabels.

usage: reference_level.py FILE     {"cases": [{"name", "margin", "probability", "weight"}]}

Prints the expected default rate with its standard deviation, and the expected AUC from all pairs of
two different rows; also the means of 1,000 drawn outcomes, measured by scikit-learn, and tails of
the binomial distribution by SciPy.
"""

import json
import sys

import numpy as np
from scipy.stats import binom
from sklearn.metrics import roc_auc_score


def expect(case):
    margin, p, weight = (np.array(case[name], float) for name in ("margin", "probability", "weight"))
    pairs = np.outer(weight * p, weight * (1 - p))
    np.fill_diagonal(pairs, 0)
    ranked = np.sign(margin[:, None] - margin[None, :]) / 2 + 0.5
    rate = np.average(p, weights=weight)
    deviation = np.sqrt((weight**2 * p * (1 - p)).sum()) / weight.sum()
    return {
        "rate": rate,
        "deviation": deviation,
        "auc": (pairs * ranked).sum() / pairs.sum(),
        **drawn(margin, p, weight),
    }


def drawn(margin, p, weight):
    random = np.random.default_rng(1)
    outcomes = random.random((1000, len(p))) < p
    aucs = [roc_auc_score(y, margin, sample_weight=weight) for y in outcomes]
    return {"drawnRate": np.average(outcomes.mean(0), weights=weight), "drawnAuc": np.mean(aucs)}


def tails(case):
    n, d, p = case["rows"], case["defaults"], case["pd"]
    return min(binom.sf(d - 1, n, p), binom.cdf(d, n, p))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        content = json.load(file)
    print(
        json.dumps(
            {
                "cases": {case["name"]: expect(case) for case in content["cases"]},
                "tails": [tails(case) for case in content["tails"]],
            }
        )
    )
