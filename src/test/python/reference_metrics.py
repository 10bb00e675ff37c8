"""Metrics of scored rows by scikit-learn, SciPy and NumPy, for comparison with io.riskmesh.evaluate.

reference_metrics.py cases SEED FILE   makes rows, writes them with their metrics: how the committed file was made
reference_metrics.py metrics FILE      prints the metrics of a file's rows: {"cases": [{"name", "probability", "label", "weight"}]}
"""

import json
import sys

import numpy as np
from scipy import stats
from sklearn import metrics

FALSE_POSITIVE, FALSE_NEGATIVE = 1.0, 5.0


def reference(case):
    score = np.array(case["probability"])
    label = np.array(case["label"])
    weight = np.array(case["weight"])
    auc = metrics.roc_auc_score(label, score, sample_weight=weight)
    false_positive, true_positive, thresholds = metrics.roc_curve(
        label, score, sample_weight=weight, drop_intermediate=False
    )
    result = {
        "auc": auc,
        "gini": 2 * auc - 1,
        "ks": np.max(true_positive - false_positive),
        "prAuc": metrics.average_precision_score(label, score, sample_weight=weight),
        "logLoss": metrics.log_loss(label, score, sample_weight=weight, labels=[0, 1]),
        "brier": metrics.brier_score_loss(label, score, sample_weight=weight),
        "calibrationInTheLarge": abs(np.average(score, weights=weight) - np.average(label, weights=weight)),
        "leastCost": least_cost(label, score, weight, thresholds),
        "confusionAtMedian": metrics.confusion_matrix(
            label, score >= np.median(score), sample_weight=weight
        ).ravel().tolist(),
    }
    if np.all(weight == 1):
        result |= unweighted(label, score)
    return {name: value if isinstance(value, list) else float(value) for name, value in result.items()}


def least_cost(label, score, weight, thresholds):
    def cost(threshold):
        refused = score >= threshold
        return (
            FALSE_POSITIVE * weight[refused & (label == 0)].sum()
            + FALSE_NEGATIVE * weight[~refused & (label == 1)].sum()
        )

    return min(cost(threshold) for threshold in thresholds) / weight.sum()


def unweighted(label, score):
    positive, negative = score[label == 1], score[label == 0]
    rate = stats.binomtest(int(label.sum()), len(label)).proportion_ci(method="wilson")
    distance = stats.ks_2samp(positive, negative, alternative="less")
    return {
        "ksTwoSample": distance.statistic,
        "aucMannWhitney": stats.mannwhitneyu(positive, negative).statistic / (len(positive) * len(negative)),
        "aucError": np.sqrt(delong_variance(positive, negative)),
        "logLossError": error_of_mean(-np.log(np.where(label == 1, score, 1 - score))),
        "brierError": error_of_mean((score - label) ** 2),
        "wilson": [rate.low, rate.high],
    }


def error_of_mean(values):
    return np.std(values, ddof=1) / np.sqrt(len(values))


def delong_variance(positive, negative):
    """By mid-ranks (Sun and Xu 2014), another way than the sums over a curve."""
    together = stats.rankdata(np.concatenate([positive, negative]))
    m, n = len(positive), len(negative)
    of_positives = (together[:m] - stats.rankdata(positive)) / n
    of_negatives = 1 - (together[m:] - stats.rankdata(negative)) / m
    return np.var(of_positives, ddof=1) / m + np.var(of_negatives, ddof=1) / n


def make(name, rng, rows, rate, digits=None, weighted=False):
    label = (rng.random(rows) < rate).astype(int)
    label[:4] = [0, 1, 0, 1]
    margin = np.log(rate / (1 - rate)) + rng.normal(0.9 * label - 0.3, 0.8)
    score = (1 / (1 + np.exp(-margin))).astype(np.float32)
    if digits:
        score = np.clip(np.round(score * digits), 1, digits - 1).astype(np.float32) / np.float32(digits)
    weight = rng.lognormal(0, 1, rows).astype(np.float32) if weighted else np.ones(rows, np.float32)
    return {
        "name": name,
        "probability": [float(x) for x in score],
        "label": [int(x) for x in label],
        "weight": [float(x) for x in weight],
    }


def cases(seed):
    rng = np.random.default_rng(seed)
    return [
        make("distinct scores", rng, 120, 0.3),
        make("many ties", rng, 200, 0.3, digits=16),
        make("rare positives", rng, 300, 0.02, digits=1024),
        make("weights", rng, 150, 0.3, weighted=True),
        make("weights and ties", rng, 150, 0.3, digits=16, weighted=True),
        make("two scores", rng, 40, 0.5, digits=3),
        make("four rows", rng, 4, 0.5),
    ]


def main(command, *arguments):
    if command == "cases":
        made = cases(int(arguments[0]))
        with open(arguments[1], "w", encoding="utf-8") as file:
            lines = [json.dumps(case | {"metrics": reference(case)}) for case in made]
            file.write('{"cases": [\n' + ",\n".join(lines) + "\n]}\n")
    else:
        with open(arguments[0], encoding="utf-8") as file:
            given = json.load(file)["cases"]
        print(json.dumps({case["name"]: reference(case) for case in given}))


if __name__ == "__main__":
    main(*sys.argv[1:])
