#!/usr/bin/env bash
# In XGBoost 3.2.0 a sampled training depends on what else its thread does with XGBoost: the random state belongs to the thread, and
# the first use of any other booster sets it anew. A callback that scores rows with a loaded champion after each round, or an
# evaluation by a second booster, therefore changes the trees that follow, though it does not touch the one that is trained.
# Prints how many of 20 trees equal those of an undisturbed training; fails if the other booster changes none, if a repeated
# training differs by itself, or if it differs without sampling.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check xgboost-cpu==3.2.0 numpy==2.2.6
cat >"$work/between.py" <<'PY'
import sys

import numpy as np
import xgboost as xgb

ROUNDS = 20
rng = np.random.default_rng(7)
x = rng.normal(size=(4_000, 8)).astype(np.float32)
y = (x[:, 0] + rng.normal(size=len(x)) > 0).astype(np.float32)
rows, few = xgb.DMatrix(x, y), xgb.DMatrix(x[:10])
champion = xgb.train({"objective": "binary:logistic", "nthread": 1}, rows, 3).save_raw("ubj")


class Scores(xgb.callback.TrainingCallback):
    """Scores ten rows with the champion, loaded anew, after each round."""

    def after_iteration(self, model, epoch, evals_log):
        xgb.Booster(model_file=champion).predict(few)
        return False


def trees(subsample, *callbacks):
    params = {"objective": "binary:logistic", "subsample": subsample, "seed": 3, "nthread": 1}
    return xgb.train(params, rows, ROUNDS, callbacks=list(callbacks)).get_dump(dump_format="json")


def equal(some, others):
    return sum(one == other for one, other in zip(some, others))


alone = trees(0.5)
again, disturbed = equal(alone, trees(0.5)), equal(alone, trees(0.5, Scores()))
whole = equal(trees(1.0), trees(1.0, Scores()))
print(f"xgboost {xgb.__version__}, equal trees of {ROUNDS}, half of the rows sampled: repeated {again}, "
      f"another booster scores between rounds {disturbed}; without sampling, scored between rounds {whole}")
sys.exit(not (again == ROUNDS and disturbed < ROUNDS and whole == ROUNDS))
PY
"$work/venv/bin/python" "$work/between.py"
