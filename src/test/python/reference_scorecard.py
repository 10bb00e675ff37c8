"""Logistic regressions by statsmodels, for comparison with io.riskmesh.train.LogisticFit.

usage: reference_scorecard.py FILE     {"cases": [{"name", "inputs": [[..], ..], "label", "weight"}]}

Standard errors are those of the information matrix where all weights are 1, else robust (HC0).
"""

import json
import sys

import numpy as np
import statsmodels.api as sm


def fit(case):
    inputs = sm.add_constant(np.array(case["inputs"], float), has_constant="add")
    label, weight = (np.array(case[name], float) for name in ("label", "weight"))
    model = sm.GLM(label, inputs, family=sm.families.Binomial(), var_weights=weight)
    robust = not (weight == 1).all()
    found = model.fit(tol=1e-14, maxiter=200, tol_criterion="params", cov_type="HC0" if robust else "nonrobust")
    probability = found.fittedvalues
    loss = -np.average(
        label * np.log(probability) + (1 - label) * np.log(1 - probability), weights=weight
    )
    return {
        "coefficients": found.params.tolist(),
        "errors": found.bse.tolist(),
        "loss": float(loss),
    }


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    print(json.dumps({case["name"]: fit(case) for case in cases}))
