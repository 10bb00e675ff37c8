"""Charts of a published run, and of two runs side by side."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import look

# Display names of the metrics, and which direction is better.
METRICS = {
    "auc": "AUC",
    "gini": "Gini",
    "ks": "KS",
    "prAuc": "PR-AUC",
    "logLoss": "log loss",
    "brier": "Brier score",
    "calibrationInTheLarge": "calibration in the large",
}
LOWER_IS_BETTER = ("logLoss", "brier", "calibrationInTheLarge")


def _metric(name: str) -> str:
    return METRICS.get(name, name) + (" ↓" if name in LOWER_IS_BETTER else "")


def metrics(table: pd.DataFrame) -> Figure:
    """Test with its interval; train and validation as hollow marks, to show overfitting."""
    figure, axes = plt.subplots(figsize=(look.WIDTH, 0.42 * len(table) + 0.9))
    places = np.arange(len(table))[::-1]
    axes.hlines(places, table["low"], table["high"], color=look.ONE, alpha=0.3, linewidth=7)
    axes.scatter(table["test"], places, color=look.ONE, s=46, zorder=3, label="test, with its 95% interval")
    hollow = {"facecolor": look.PAPER, "edgecolor": look.SOFT, "linewidth": 1.3, "zorder": 2.5, "clip_on": False}
    axes.scatter(table["validation"], places, marker="o", s=38, label="validation", **hollow)
    axes.scatter(table["train"], places, marker="D", s=32, label="train", **hollow)
    axes.set_yticks(places, [f"{_metric(name)}   {value:.3f}" for name, value in table["test"].items()])
    axes.set(xlim=(-0.02, 1), ylim=(-0.5, len(table) - 0.5))
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=3)
    look.rows_only(axes)
    return figure


def discrimination(runs: dict[str, dict], auc: dict[str, float], rate: float) -> Figure:
    """ROC and precision-recall curves of one or two runs."""
    figure, (roc, recall) = plt.subplots(1, 2, figsize=(look.WIDTH, 4.2))
    for (name, curves), color in zip(runs.items(), (look.ONE, look.OTHER)):
        points = pd.DataFrame(curves["roc"])
        roc.plot(points["falsePositiveRate"], points["truePositiveRate"], color=color, label=f"{name}, AUC {auc[name]:.3f}")
        points = pd.DataFrame(curves["precisionRecall"])
        recall.plot(points["recall"], points["precision"], color=color, label=name)
    roc.plot([0, 1], [0, 1], color=look.PALE, linewidth=1, linestyle=(0, (3, 2)))
    recall.axhline(rate, color=look.PALE, linewidth=1, linestyle=(0, (3, 2)))
    look.note(recall, 0, rate, "everyone rejected", xytext=(4, -8))
    for axes, title in ((roc, "ROC"), (recall, "Precision and recall")):
        axes.set(xlim=(-0.01, 1.01), ylim=(0, 1.02), aspect="equal")
        axes.set_title(title)
        look.percent(axes.xaxis)
        look.percent(axes.yaxis)
    roc.set(xlabel="good borrowers rejected", ylabel="defaults caught")
    recall.set(xlabel="defaults caught", ylabel="defaults among the rejected")
    roc.legend(loc="lower right")
    return figure


def mark_threshold(figure: Figure, decision: dict) -> None:
    """Marks the threshold with the lowest cost on the two curves."""
    roc, recall = figure.axes
    bad = decision["truePositives"] + decision["falseNegatives"]
    good = decision["falsePositives"] + decision["trueNegatives"]
    caught = decision["truePositives"] / bad
    refused = decision["truePositives"] + decision["falsePositives"]
    text = f"threshold {decision['threshold']:.2f}"
    for axes, x, y, beside, align in (
        (roc, decision["falsePositives"] / good, caught, (8, -10), "left"),
        (recall, caught, decision["truePositives"] / refused, (-8, -10), "right"),
    ):
        axes.scatter([x], [y], s=46, color=look.PAPER, edgecolor=look.INK, linewidth=1.6, zorder=4)
        look.note(axes, x, y, text, look.INK, xytext=beside, ha=align)


def calibration_and_scores(curves: dict) -> Figure:
    """Calibration of the probabilities, and separation of the classes."""
    figure, (calibration, scores) = plt.subplots(1, 2, figsize=(look.WIDTH, 3.9))
    _calibration(calibration, pd.DataFrame(curves["calibration"]))
    _scores(scores, pd.DataFrame(curves["scores"]), curves["decision"]["threshold"])
    return figure


def _calibration(axes: Axes, groups: pd.DataFrame) -> None:
    axes.plot([0, 1], [0, 1], color=look.PALE, linewidth=1, linestyle=(0, (3, 2)))
    axes.vlines(groups["predicted"], groups["low"], groups["high"], color=look.ONE, alpha=0.3, linewidth=5)
    axes.plot(groups["predicted"], groups["observed"], color=look.ONE, marker="o", markersize=5, linewidth=1)
    axes.set(xlim=(-0.01, 1.01), ylim=(-0.01, 1.01), xlabel="mean probability of a decile", ylabel="share that defaulted")
    axes.set_title("Calibration")
    look.percent(axes.xaxis)
    look.percent(axes.yaxis)


def _scores(axes: Axes, bins: pd.DataFrame, threshold: float) -> None:
    edges = np.append(bins["from"], bins["to"].iloc[-1])
    for shares, color, label in ((bins["negatives"], look.GOOD, "good"), (bins["positives"], look.BAD, "default")):
        axes.stairs(shares, edges, color=color, fill=True, alpha=0.16)
        axes.stairs(shares, edges, color=color, linewidth=1.6, label=label)
    axes.axvline(threshold, color=look.INK, linewidth=1)
    axes.set_ylim(0, 1.22 * max(bins["negatives"].max(), bins["positives"].max()))
    look.note(axes, threshold, axes.get_ylim()[1] * 0.97, f"rejected from {threshold:.2f}", look.INK)
    axes.set(xlim=(0, 1), xlabel="probability of default", ylabel="share of each class")
    axes.set_title("Scores")
    axes.legend(loc="upper right")
    look.percent(axes.xaxis)
    look.percent(axes.yaxis)


def deciles(curves: dict) -> Figure:
    """Share of defaults caught by rejecting the riskiest deciles."""
    table = pd.DataFrame(curves["deciles"])
    rate = table["positives"].sum() / table["rows"].sum()
    figure, axes = plt.subplots(figsize=(look.WIDTH, 3.2))
    bars = axes.bar(table["decile"], table["rate"], color=look.BAD, width=0.72)
    axes.bar_label(bars, [f"{value:.0%}" for value in table["rate"]], padding=3, color=look.SOFT, fontsize=8, bbox=look.BEHIND_TEXT)
    axes.axhline(rate, color=look.SOFT, linewidth=1, linestyle=(0, (3, 2)))
    look.note(axes, 10.4, rate, f"all: {rate:.0%}", xytext=(2, 6), ha="right")
    axes.set_xticks(table["decile"], [f"{d}\n{c:.0%}" for d, c in zip(table["decile"], table["captured"])])
    axes.set_xlabel("decile of the borrowers, riskiest first; below it the cumulative share of all defaults caught")
    axes.set_ylabel("default rate")
    axes.set_title("Default rate by score decile")
    axes.set_ylim(0, min(1.08, table["rate"].max() * 1.15))
    axes.grid(False, axis="x")
    look.percent(axes.yaxis)
    return figure


def learning(manifest: dict) -> Figure:
    """The metric of every round; the model keeps the rounds up to the best one."""
    training = manifest["training"]
    history = pd.DataFrame(training["history"])
    figure, axes = plt.subplots(figsize=(look.WIDTH, 3))
    for part, color in (("train", look.SOFT), ("validation", look.ONE)):
        if part in history:
            axes.plot(history.index + 1, history[part], color=color)
            look.note(axes, len(history), history[part].iloc[-1], part, color)
    best = training["bestIteration"]
    axes.axvline(best + 1, color=look.INK, linewidth=1, linestyle=(0, (3, 2)))
    look.note(axes, best + 1, axes.get_ylim()[1] * 0.98, f"{best + 1} rounds kept", look.INK, ha="right", xytext=(-5, 0))
    axes.set(xlabel="round", ylabel=training["metric"])
    axes.set_title("Learning curve")
    return figure


def gain(gains: pd.Series, inputs: int, meanings: dict, masked: set[str], most: int = 20) -> Figure:
    """The inputs with the highest gain; `status=4` is labelled with the meaning of its code, a masked value is not."""
    shown = gains.head(most)[::-1]
    figure, axes = plt.subplots(figsize=(look.WIDTH, 0.25 * len(shown) + 0.9))
    places = np.arange(len(shown))
    axes.barh(places, shown, color=look.ONE, height=0.68)
    axes.set_yticks(places, [_input(name, meanings, masked) for name in shown.index])
    axes.set_title(f"The {len(shown)} most useful inputs; the trees use {len(gains)} of {inputs}")
    axes.set_xlabel("mean gain of the splits on the input")
    axes.margins(y=0.01)
    look.rows_only(axes)
    return figure


def _input(name: str, meanings: dict, masked: set[str]) -> str:
    column, _, code = name.partition("=")
    if column in masked:
        return f"{look.words(column)}: masked" if code else look.words(column)
    meaning = meanings.get(column, {}).get(int(code)) if code.isdigit() else None
    return look.words(name) if meaning is None else f"{look.words(column)}: {look.short(meaning, 44)}"


def stages(seconds: pd.Series) -> Figure:
    """Where the time went, in the order of the run."""
    figure, axes = plt.subplots(figsize=(look.WIDTH, 0.27 * len(seconds) + 0.7))
    places = np.arange(len(seconds))[::-1]
    axes.barh(places, seconds, color=look.ONE, height=0.62)
    for place, value in zip(places, seconds):
        look.note(axes, value, place, f"{value:.1f} s", xytext=(4, 0))
    axes.set_yticks(places, seconds.index)
    axes.set_title(f"{seconds.sum():.0f} seconds")
    axes.set_xlabel("seconds")
    look.rows_only(axes)
    return figure


def two_runs(tables: dict[str, pd.DataFrame]) -> Figure:
    """The test metrics of two runs with their intervals, pair by pair."""
    names = list(next(iter(tables.values())).index)
    figure, axes = plt.subplots(figsize=(look.WIDTH, 0.48 * len(names) + 0.9))
    places = np.arange(len(names))[::-1]
    for (run, table), color, shift, marker in zip(tables.items(), (look.ONE, look.OTHER), (0.16, -0.16), "os"):
        axes.hlines(places + shift, table["low"], table["high"], color=color, alpha=0.3, linewidth=6)
        axes.scatter(table["test"], places + shift, color=color, marker=marker, s=34, zorder=3, label=run)
    axes.set_yticks(places, [_metric(name) for name in names])
    axes.set(xlim=(0, 1), ylim=(-0.6, len(names) - 0.4))
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=2)
    look.rows_only(axes)
    return figure
