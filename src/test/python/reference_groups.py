"""Metrics of groups of scored rows by fairlearn, statsmodels and scikit-learn, for comparison with io.riskmesh.evaluate.

reference_groups.py FILE   prints the metrics of {"group": [], "label": [], "probability": [], "threshold", "reference",
                           "confidence"} by group
"""

import json
import sys

import numpy as np
from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate, true_positive_rate
from sklearn.metrics import roc_auc_score
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint


def share(count, rows, alpha):
    return list(proportion_confint(count, rows, alpha=alpha, method="wilson"))


def main(case):
    group = np.array(case["group"])
    label = np.array(case["label"])
    score = np.array(case["probability"])
    refused = (score >= case["threshold"]).astype(int)
    alpha = 1 - case["confidence"]
    frame = MetricFrame(
        metrics={
            "approvalRate": lambda y, d: 1 - selection_rate(y, d),
            "truePositiveRate": true_positive_rate,
            "falsePositiveRate": false_positive_rate,
        },
        y_true=label,
        y_pred=refused,
        sensitive_features=group,
    ).by_group
    reference = group == case["reference"]
    result = {}
    for name in np.unique(group):
        mine = group == name
        found = {metric: {"value": float(frame.loc[name, metric])} for metric in frame.columns}
        found["defaultRate"] = {"value": float(label[mine].mean())}
        found["auc"] = {"value": float(roc_auc_score(label[mine], score[mine]))}
        counts = {
            "defaultRate": (label[mine].sum(), mine.sum()),
            "approvalRate": ((1 - refused[mine]).sum(), mine.sum()),
            "truePositiveRate": (refused[mine & (label == 1)].sum(), (mine & (label == 1)).sum()),
            "falsePositiveRate": (refused[mine & (label == 0)].sum(), (mine & (label == 0)).sum()),
        }
        for metric, (count, rows) in counts.items():
            found[metric]["interval"] = share(count, rows, alpha)
        if name != case["reference"]:
            theirs = (1 - refused[reference]).sum(), reference.sum()
            own = counts["approvalRate"]
            found["adverseImpactRatio"] = {
                "value": float(frame.loc[name, "approvalRate"] / frame.loc[case["reference"], "approvalRate"]),
                "interval": list(
                    confint_proportions_2indep(*own, *theirs, compare="ratio", method="log", alpha=alpha)
                ),
            }
            for metric, of in (("truePositiveRate", 1), ("falsePositiveRate", 0)):
                chosen = reference & (label == of)
                found[metric + "Difference"] = {
                    "value": float(frame.loc[name, metric] - frame.loc[case["reference"], metric]),
                    "interval": list(
                        confint_proportions_2indep(
                            *counts[metric],
                            refused[chosen].sum(),
                            chosen.sum(),
                            compare="diff",
                            method="newcomb",
                            alpha=alpha,
                        )
                    ),
                }
        result[str(name)] = found
    print(json.dumps(result))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        main(json.load(file))
