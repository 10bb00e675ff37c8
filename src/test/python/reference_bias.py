"""Bias measures of SageMaker Clarify's open-source library: how reference-bias.json in the tests' resources was made.

    python3 -m venv v && v/bin/pip install pandas==2.3.3 scikit-learn==1.7.2 pyfunctional==1.5.0
    v/bin/pip install --no-deps smclarify==0.5
    v/bin/python reference_bias.py > reference-bias.json

The library pins an old S3 client that the other packages of the tests exclude, so the tests read its recorded answers.
"""

import json

import numpy as np
import pandas as pd
from smclarify.bias.report import FacetColumn, LabelColumn, StageType, bias_report

# Per group: defaults refused, good refused, good approved, defaults approved.
GROUPS = {"a": [30, 20, 100, 10], "b": [12, 18, 25, 5], "c": [9, 1, 40, 11]}


def main():
    rows = []
    for name, counts in GROUPS.items():
        for (good, approved), count in zip([(0, 0), (1, 0), (1, 1), (0, 1)], counts):
            rows += [[name, good, approved]] * count
    frame = pd.DataFrame(rows, columns=["group", "good", "approved"]).sample(frac=1, random_state=1)
    frame["group"] = frame["group"].astype(object)
    found = {"groups": GROUPS}
    for stage, predicted in ((StageType.PRE_TRAINING, None), (StageType.POST_TRAINING, "approved")):
        report = bias_report(
            frame,
            FacetColumn("group"),
            LabelColumn("good", frame["good"], [1]),
            stage,
            LabelColumn("approved", frame["approved"], [1]) if predicted else None,
        )
        found[stage.value] = {
            facet["value_or_threshold"]: {m["name"]: m["value"] for m in facet["metrics"] if m["value"] is not None}
            for facet in report
        }
    assert all(np.isfinite(v) for stage in ("pre_training", "post_training") for f in found[stage].values() for v in f.values())
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
