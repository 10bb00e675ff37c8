"""The files for SageMaker of a run, recomputed from its rows: check_registry.py run-folder rows.csv masked-column

Statistics by pandas and numpy, limits by scipy. The shapes are those that AWS documents: additional keys are errors.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

run, rows, masked = Path(sys.argv[1]), pd.read_csv(sys.argv[2]), sys.argv[3]


def load(file):
    return json.loads((run / file).read_text())


def keys(value, required, optional=()):
    assert set(required) <= set(value) <= set(required) | set(optional), (sorted(value), required, optional)


def text(value, longest):
    assert isinstance(value, str) and 0 < len(value) <= longest, value


def common(feature, values):
    counted = {"num_present": int(values.notna().sum()), "num_missing": int(values.isna().sum())}
    assert feature["common"] == counted, (feature["common"], counted)


def numeric(feature, values):
    keys(feature, ["common", "mean", "sum", "std_dev", "min", "max", "distribution"])
    present = values.dropna().to_numpy(dtype=float)
    found = [feature[key] for key in ("mean", "sum", "std_dev", "min", "max")]
    expected = [present.mean(), present.sum(), present.std(), present.min(), present.max()]
    np.testing.assert_allclose(found, expected, rtol=1e-5)
    buckets = feature["distribution"]["kll"]["buckets"]
    assert sum(bucket["count"] for bucket in buckets) <= len(present)
    for i, bucket in enumerate(buckets):
        keys(bucket, ["lower_bound", "upper_bound", "count"])
        low, high = bucket["lower_bound"], bucket["upper_bound"]
        inside = (present == low) if low == high else (present > low) & (present <= high)
        lowest = ((present == low).sum() if i == 0 and low < high else 0)
        assert bucket["count"] == inside.sum() + lowest, bucket


def texts(feature, values):
    keys(feature, ["common", "distinct_count", "distribution"])
    counts = values.dropna().astype(str).value_counts()
    assert feature["distinct_count"] == len(counts)
    buckets = {b["value"]: b["count"] for b in feature["distribution"]["categorical"]["buckets"]}
    assert all(counts[value] == count and count >= 10 for value, count in buckets.items()), buckets
    assert buckets, feature
    return counts


def data_quality():
    statistics = load("registry/data-quality/statistics.json")
    constraints = load("registry/data-quality/constraints.json")
    keys(statistics, ["version", "dataset", "features"])
    keys(constraints, ["version", "features", "monitoring_config"])
    assert statistics["dataset"] == {"item_count": len(rows)}
    limits = {feature["name"]: feature for feature in constraints["features"]}
    assert list(limits) == [feature["name"] for feature in statistics["features"]]
    assert masked not in limits and masked in rows.columns
    for feature in statistics["features"]:
        name, kind = feature["name"], feature["inferred_type"]
        values, limit = rows[name], limits[name]
        keys(limit, ["name", "inferred_type", "completeness"], ["num_constraints", "string_constraints"])
        assert limit["inferred_type"] == kind
        assert limit["completeness"] == values.notna().mean()
        if kind in ("Integral", "Fractional"):
            keys(feature, ["name", "inferred_type", "numerical_statistics"])
            common(feature["numerical_statistics"], values)
            numeric(feature["numerical_statistics"], values)
            assert limit["num_constraints"] == {"is_non_negative": bool(values.min() >= 0)}
        else:
            assert kind == "String"
            keys(feature, ["name", "inferred_type", "string_statistics"])
            common(feature["string_statistics"], values)
            counts = texts(feature["string_statistics"], values)
            if "string_constraints" in limit:
                assert set(limit["string_constraints"]["domains"]) == set(counts.index)
            else:
                assert counts.min() < 10 or len(counts) > 20
    return len(limits)


def model_quality():
    limits = load("registry/model-quality/constraints.json")["binary_classification_constraints"]
    matrix = load("evaluation/evaluation.json")["binary_classification_metrics"]["confusion_matrix"]
    (tn, fp), (fn, tp) = ((matrix[a]["0"], matrix[a]["1"]) for a in ("0", "1"))
    shares = {
        "recall": (tp, tp + fn),
        "true_positive_rate": (tp, tp + fn),
        "precision": (tp, tp + fp),
        "accuracy": (tp + tn, tp + tn + fp + fn),
        "true_negative_rate": (tn, tn + fp),
        "false_positive_rate": (fp, tn + fp),
        "false_negative_rate": (fn, tp + fn),
    }
    assert set(limits) == set(shares) | {"auc"}
    assert limits["auc"]["threshold"] == load("evaluation/metrics.json")["metrics"]["auc"]["low"]
    for name, (part, whole) in shares.items():
        interval = stats.binomtest(part, whole).proportion_ci(0.95, method="wilson")
        worse = name in ("false_positive_rate", "false_negative_rate")
        assert limits[name]["comparison_operator"] == ("GreaterThanThreshold" if worse else "LessThanThreshold")
        np.testing.assert_allclose(limits[name]["threshold"], interval.high if worse else interval.low, rtol=1e-12)


def explainability():
    analysis = load("registry/explainability/analysis.json")
    assert list(analysis) == ["explanations", "version"] and analysis["version"] == "1.0"
    keys(analysis["explanations"], ["kernel_shap"])
    label = analysis["explanations"]["kernel_shap"]["label0"]
    explanation = load("evaluation/explanation.json")
    assert label["global_shap_values"] == {f["feature"]: f["impact"] for f in explanation["features"]}
    assert label["expected_value"] == explanation["mean"]


def metric(value):
    keys(value, ["name", "type", "value"], ["notes", "x_axis_name", "y_axis_name"])
    text(value["name"], 255)
    kind, content, x, y = (value.get(key) for key in ("type", "value", "x_axis_name", "y_axis_name"))
    if kind == "number":
        assert isinstance(content, (int, float))
    elif kind == "linear_graph":
        assert content and all(len(point) == 2 for point in content)
        text(x, 63), text(y, 63)
    elif kind == "bar_chart":
        assert len(content) == len(x) > 0 and all(len(name) <= 63 for name in x)
        text(y, 63)
    else:
        assert kind == "matrix" and 0 < len(content) <= 20 and len(x) == len(content[0]) and len(y) == len(content)


def model_card():
    """AWS: Developer Guide, model package model card schema."""
    content = (run / "registry/model-card.json").read_text()
    card = json.loads(content)
    assert len(json.dumps(card)) <= 100_000
    keys(
        card,
        ["model_overview", "intended_uses", "business_details", "training_details", "evaluation_details"],
        ["additional_information"],
    )
    keys(card["model_overview"], ["model_artifact"], ["model_creator"])
    keys(card["intended_uses"], ["purpose_of_model"], ["intended_uses", "factors_affecting_model_efficiency"])
    text(card["intended_uses"]["purpose_of_model"], 2048)
    keys(card["business_details"], ["business_stakeholders"], ["business_problem", "line_of_business"])
    training = card["training_details"]
    keys(training, ["objective_function", "training_observations", "training_job_details"])
    text(training["training_observations"], 1024)
    keys(training["objective_function"], ["function", "notes"])
    keys(training["objective_function"]["function"], ["function"], ["facet", "condition"])
    keys(training["training_job_details"], ["training_datasets", "training_metrics", "hyper_parameters"])
    for parameter in training["training_job_details"]["hyper_parameters"]:
        keys(parameter, ["name", "value"])
        text(parameter["name"], 255), text(parameter["value"], 255)
    for value in training["training_job_details"]["training_metrics"]:
        keys(value, ["name", "value"], ["notes"])
    evaluation = card["evaluation_details"][0]
    keys(evaluation, ["name", "evaluation_observation", "datasets", "metadata", "metric_groups"])
    text(evaluation["name"], 63), text(evaluation["evaluation_observation"], 2096)
    assert all(isinstance(value, str) for value in evaluation["metadata"].values())
    for group in evaluation["metric_groups"]:
        keys(group, ["name", "metric_data"])
        text(group["name"], 63)
        for value in group["metric_data"]:
            metric(value)
    measured = {value["name"]: value["value"] for value in evaluation["metric_groups"][0]["metric_data"]}
    assert measured == {k: v["value"] for k, v in load("evaluation/metrics.json")["metrics"].items()}
    keys(card["additional_information"], ["custom_details"], ["caveats_and_recommendations", "ethical_considerations"])
    for value in card["additional_information"]["custom_details"].values():
        text(value, 1024)


columns = data_quality()
model_quality()
explainability()
model_card()
print(json.dumps({"columns": columns}))
