#!/usr/bin/env bash
# smclarify 0.5, the library behind SageMaker Clarify's bias reports, takes 0 / 0 for 0. Of a group from which nobody is approved,
# nothing is known about how many of its approved members repay; the library takes the rate for 0, so that the difference in
# acceptance rates (DAR) is the other group's whole rate: the worst value instead of none. The reader of a report cannot tell
# the two apart, since no error is attached. The disparate impact of the same table, 0, is right.
# Prints DAR and DI of such a group; fails if DAR is no longer the rate of the others, or if it has an error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pandas==2.3.3 numpy==2.2.6 scikit-learn==1.7.2 pyfunctional==1.5.0
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps smclarify==0.5
cat >"$work/group.py" <<'PY'
import pandas as pd
from smclarify.bias.report import FacetColumn, LabelColumn, StageType, bias_report

# Of group a, 40 of 50 approved borrowers repay, and 30 are refused; of group b, all 20 are refused.
rows = [("a", 1, 1)] * 40 + [("a", 0, 1)] * 10 + [("a", 0, 0)] * 30 + [("b", 0, 0)] * 15 + [("b", 1, 0)] * 5
frame = pd.DataFrame(rows, columns=["group", "repaid", "approved"])
frame["income"] = range(len(frame))
report = bias_report(
    frame,
    FacetColumn("group", ["b"]),
    LabelColumn("repaid", frame["repaid"], [1]),
    StageType.POST_TRAINING,
    LabelColumn("approved", frame["approved"], [1]),
    ["DAR", "DI"],
)
found = {metric["name"]: metric for metric in report[0]["metrics"]}
print(f"DAR {found['DAR']['value']:.3f} (rate of the others 0.800), DI {found['DI']['value']:.3f}")
assert abs(found["DAR"]["value"] - 0.8) < 1e-12 and "error" not in found["DAR"], found["DAR"]
assert found["DI"]["value"] == 0, found["DI"]
PY
"$work/venv/bin/python" "$work/group.py" 2>/dev/null
