#!/usr/bin/env bash
# XGBoost 3.2.0 takes a monotone constraint on a categorical feature without a word and applies it to the two sides of each split,
# not to an order of the categories: the side of the chosen categories must have the larger (1) or the smaller (-1) weight. With
# splits into sets, where the chosen side mostly is the one with the smaller weights, 1 leaves few valid splits, and the feature that
# decides the label hardly has an effect. -1 changes next to nothing, and with splits by one category each sign hides a part of the
# effect. Neither orders the scores by category. Prints the splits on the feature, whether its scores rise or fall with the
# category, and the log loss; fails unless 1 costs most of the splits, no sign orders the scores, and the library stays silent.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check xgboost-cpu==3.2.0 numpy==2.2.6
"$work/venv/bin/python" -W error - 2>"$work/stderr" <<'PY'
import json

import numpy as np
import xgboost as xgb

rng = np.random.default_rng(1)
size = 12
x = np.column_stack([rng.integers(0, size, 5_000), rng.normal(size=5_000)]).astype(np.float32)
effect = rng.normal(size=size)
y = (effect[x[:, 0].astype(int)] + x[:, 1] + rng.normal(size=len(x)) > 0).astype(np.float32)
scored = np.column_stack([np.arange(size), np.zeros(size)]).astype(np.float32)
found = {}
for kind, one_hot in ("sets", 1), ("one category", 100):
    for sign in 0, 1, -1:
        data = xgb.DMatrix(x, y, feature_types=["c", "q"])
        params = {"objective": "binary:logistic", "max_depth": 4, "max_cat_to_onehot": one_hot}
        booster = xgb.train({**params, "monotone_constraints": f"({sign},0)"}, data, 30)
        trees = json.loads(booster.save_raw("json"))["learner"]["gradient_booster"]["model"]["trees"]
        splits = sum(sum(tree["split_type"]) for tree in trees)
        steps = np.diff(booster.predict(xgb.DMatrix(scored), output_margin=True))
        order = "rise" if (steps >= 0).all() and steps.any() else "fall" if (steps <= 0).all() and steps.any() else "no order"
        loss = float(booster.eval(data).split(":")[1])
        found[kind, sign] = splits, order, loss
        print(f"xgboost {xgb.__version__}, {kind}, constraint {sign}: {splits} splits on the feature, {order}, log loss {loss:.3f}")
assert found["sets", 1][0] < found["sets", 0][0] / 4
assert all(order == "no order" for _, order, _ in found.values())
assert found["sets", 1][2] > found["sets", 0][2] + 0.1 and abs(found["sets", -1][2] - found["sets", 0][2]) < 0.02
PY
if [ -s "$work/stderr" ]; then
  cat "$work/stderr"
  exit 1
fi
