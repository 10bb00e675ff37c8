#!/usr/bin/env bash
# Boosting in XGBoost 3.2.0 can be cut into segments without the earlier trees: a new booster on base_margin, the margins that the
# boosters before it give, grows exactly the trees that one uninterrupted training grows (hist, no sampling). It needs neither a
# loaded model nor a prediction by all trees at each restart, and the margins may be kept as float32.
# Prints how many of 30 trees are equal for segments of 10 rounds; fails when any differs, or when the margins do not matter.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check xgboost-cpu==3.2.0 numpy==2.2.6
"$work/venv/bin/python" - <<'PY'
import numpy as np
import xgboost as xgb

rng = np.random.default_rng(7)
x = rng.normal(size=(20_000, 12)).astype(np.float32)
y = (x[:, 0] + x[:, 1] * x[:, 2] + rng.normal(size=len(x)) > 0.5).astype(np.float32)
params = {"objective": "binary:logistic", "tree_method": "hist", "max_depth": 4, "eta": 0.1, "nthread": 2, "base_score": 0.5}


def trees(booster):
    return booster.get_dump(dump_format="json", with_stats=True)


def segments(rounds, times, with_margins):
    grown, margins = [], np.zeros(len(x), np.float32)
    for _ in range(times):
        data = xgb.DMatrix(x, y, base_margin=margins if with_margins else None)
        booster = xgb.train(params, data, rounds)
        grown += trees(booster)
        margins = booster.predict(data, output_margin=True)
    return grown


whole = trees(xgb.train(params, xgb.DMatrix(x, y, base_margin=np.zeros(len(x), np.float32)), 30))
equal = sum(a == b for a, b in zip(whole, segments(10, 3, True)))
without = sum(a == b for a, b in zip(whole, segments(10, 3, False)))
print(f"xgboost {xgb.__version__}: {equal} of 30 trees equal one training's in segments on margins, {without} without margins")
assert equal == 30 and without < 30
PY
