#!/usr/bin/env bash
# The number of threads does not change the trees of XGBoost 3.2.0 (hist, rows and columns sampled), the number of workers does:
# threads fill parts of one histogram over the same cuts, while each worker sketches the cuts of its own rows. On one machine, one
# worker with N threads therefore repeats on a machine with another number of cores, and N workers with one thread do not.
# Prints how many of 30 trees equal those of one thread; fails if threads change one, or two workers change none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check xgboost-cpu==3.2.0 numpy==2.2.6
cat >"$work/compare.py" <<'PY'
import multiprocessing

import numpy as np
import xgboost as xgb
from xgboost import collective
from xgboost.tracker import RabitTracker

PARAMS = {
    "objective": "binary:logistic", "tree_method": "hist", "max_depth": 5, "eta": 0.1,
    "subsample": 0.8, "colsample_bytree": 0.8, "seed": 7,
}


def rows():
    rng = np.random.default_rng(7)
    x = rng.normal(size=(60_000, 20)).astype(np.float32)
    y = (x[:, 0] + x[:, 1] * x[:, 2] + rng.normal(size=len(x)) > 0.5).astype(np.float32)
    return x, y


def trees(x, y, threads):
    booster = xgb.train({**PARAMS, "nthread": threads}, xgb.DMatrix(x, y, nthread=threads), 30)
    return booster.get_dump(dump_format="json", with_stats=True)


def work(number, args, results):
    x, y = rows()
    with collective.CommunicatorContext(**args, dmlc_task_id=str(number)):
        grown = trees(x[number::2], y[number::2], 1)
        if collective.get_rank() == 0:
            results.put(grown)


def two_workers():
    tracker = RabitTracker(host_ip="127.0.0.1", n_workers=2)
    tracker.start()
    results = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(i, tracker.worker_args(), results)) for i in range(2)]
    for worker in workers:
        worker.start()
    grown = results.get(timeout=300)
    for worker in workers:
        worker.join()
    return grown


if __name__ == "__main__":
    one = trees(*rows(), 1)
    equal = [sum(a == b for a, b in zip(one, trees(*rows(), threads))) for threads in (2, 3, 4)]
    split = sum(a == b for a, b in zip(one, two_workers()))
    print(f"xgboost {xgb.__version__}: {equal} of 30 trees equal with 2, 3 and 4 threads, {split} with 2 workers")
    assert equal == [30, 30, 30] and split < 30
PY
"$work/venv/bin/python" "$work/compare.py"
