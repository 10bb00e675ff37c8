"""Charts of a table: who defaults, and how good and bad loans differ."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import look
import measures


def default_share(default: pd.Series) -> Figure:
    """One bar for all borrowers."""
    bad, rows = int(default.sum()), len(default)
    rate = bad / rows
    low, high = measures.wilson(bad, rows)
    figure, axes = plt.subplots(figsize=(look.WIDTH, 1.25))
    axes.barh(0, rate, color=look.BAD)
    axes.barh(0, 1 - rate, left=rate, color=look.GOOD)
    for x, text in ((rate / 2, f"{bad:,} defaults  {rate:.1%}"), (rate + (1 - rate) / 2, f"{rows - bad:,} good  {1 - rate:.1%}")):
        axes.text(x, 0, text, color=look.PAPER, ha="center", va="center", fontweight="bold")
    axes.set_title(f"{rate:.0%} of {rows:,} borrowers defaulted (95% interval {low:.1%} to {high:.1%})")
    axes.set_xlim(0, 1)
    axes.axis("off")
    return figure


def distributions(frame: pd.DataFrame, default: pd.Series, columns: list[str], units: dict[str, str]) -> Figure:
    """Per column, the good and bad loans at the top, and the default rate of each decile of borrowers at the bottom."""
    figure, grid = plt.subplots(2, len(columns), figsize=(look.WIDTH, 4.6), squeeze=False, sharex="col", sharey="row")
    for (above, below), column in zip(grid.T, columns):
        values = frame[column].astype("Float64").to_numpy(float, na_value=np.nan)
        _histograms(above, values, default.to_numpy(bool))
        _rate_by_tenth(below, frame[column], default)
        above.set_title(look.words(column))
        below.set_xlabel(units.get(column, "").split(",")[0])
        look.thousands(below.xaxis)
    grid[0, 0].set_ylabel("share of each class")
    grid[1, 0].set_ylabel("default rate by decile")
    look.percent(grid[0, 0].yaxis)
    look.percent(grid[1, 0].yaxis)
    grid[0, 0].legend(loc="upper right")
    return figure


def _histograms(axes: Axes, values: np.ndarray, default: np.ndarray) -> None:
    # The outer percentiles would squeeze the rest, and are single borrowers: they count in the first and last bar.
    first, last = np.nanquantile(values, [0.01, 0.99])
    edges = np.linspace(first, last, 19)
    for part, color, label in ((~default, look.GOOD, "good"), (default, look.BAD, "default")):
        shown = np.clip(values[part & ~np.isnan(values)], first, last)
        shares = np.histogram(shown, edges)[0] / max(len(shown), 1)
        axes.stairs(shares, edges, color=color, fill=True, alpha=0.16)
        axes.stairs(shares, edges, color=color, linewidth=1.6, label=label)
        axes.axvline(np.median(shown), color=color, linewidth=1, linestyle=(0, (3, 2)))


def _rate_by_tenth(axes: Axes, values: pd.Series, default: pd.Series) -> None:
    rates = measures.rates(measures.tenths(values), default)
    middles = values.astype("Float64").groupby(measures.tenths(values), observed=True).median().reindex(rates.index)
    axes.fill_between(middles.astype(float), rates["low"], rates["high"], color=look.BAD, alpha=0.15, linewidth=0)
    axes.plot(middles.astype(float), rates["rate"], color=look.BAD, marker="o", markersize=4)
    axes.axhline(default.mean(), color=look.SOFT, linewidth=1, linestyle=(0, (3, 2)))
    axes.set_ylim(bottom=0)


def rates_by_category(frame: pd.DataFrame, default: pd.Series, columns: list[str], meanings: dict) -> Figure:
    """Per column, the default rate of each category with its interval, compared with the overall rate."""
    tables = [measures.rates(frame[column], default) for column in columns]
    halves = _balanced([len(table) + 1.6 for table in tables])
    tall = max(sum(len(tables[i]) + 1.6 for i in half) for half in halves)
    figure = plt.figure(figsize=(look.WIDTH * 1.22, 0.27 * tall))
    for half, part in zip(halves, figure.subfigures(1, 2)):
        grid = part.subplots(len(half), 1, sharex=True, squeeze=False, height_ratios=[len(tables[i]) + 0.6 for i in half])
        for axes, i in zip(grid[:, 0], half):
            _category(axes, columns[i], tables[i], default.mean(), meanings.get(columns[i], {}))
        grid[-1, 0].set_xlabel("default rate, with its 95% interval")
    _same_scale(figure, max(table["high"].max() for table in tables))
    return figure


def _same_scale(figure: Figure, highest: float) -> None:
    for axes in figure.axes:
        axes.set_xlim(0, min(1, highest * 1.03))
        look.percent(axes.xaxis)


def _balanced(heights: list[float]) -> tuple[list[int], list[int]]:
    """The columns in two stacks of about the same height, in their order."""
    stacks: tuple[list[int], list[int]] = ([], [])
    sums = [0.0, 0.0]
    for i, height in enumerate(heights):
        shorter = int(sums[1] < sums[0])
        stacks[shorter].append(i)
        sums[shorter] += height
    return stacks


def _category(axes: Axes, column: str, table: pd.DataFrame, rate: float, meanings: dict) -> None:
    places = np.arange(len(table))[::-1]
    above = table["low"] > rate
    below = table["high"] < rate
    colors = np.where(above, look.BAD, np.where(below, look.GOOD, look.SOFT))
    axes.axvline(rate, color=look.SOFT, linewidth=1, linestyle=(0, (3, 2)))
    axes.hlines(places, table["low"], table["high"], colors=colors, alpha=0.35, linewidth=4)
    axes.scatter(table["rate"], places, color=colors, s=28, zorder=3)
    axes.set_yticks(places, [_label(code, meanings, int(rows)) for code, rows in table["rows"].items()])
    axes.set_ylim(-0.7, len(table) - 0.3)
    axes.tick_params(axis="y", labelsize=8)
    axes.set_title(look.words(column))
    look.rows_only(axes)


def _label(code, meanings: dict, rows: int) -> str:
    meaning = "missing" if pd.isna(code) else meanings.get(code, str(code))
    return f"{look.short(meaning)}  ({rows:,})"


def information_values(values: pd.Series) -> Figure:
    """All columns, most informative first, with the usual interpretation of the value."""
    values = values.sort_values()
    figure, axes = plt.subplots(figsize=(look.WIDTH, 0.26 * len(values) + 1.1))
    axes.barh([look.words(name) for name in values.index], values, height=0.68)
    for bar, value in zip(axes.patches, values):
        bar.set_color(look.GOOD if value >= 0.1 else look.PALE)
        look.note(axes, value, bar.get_y() + bar.get_height() / 2, f"{value:.2f}", xytext=(4, 0), bbox=look.BEHIND_TEXT)
    _bands(axes, max(0.5, 1.08 * values.max()))
    axes.set_title("How well each column alone separates good loans from defaults", pad=22)
    axes.set_xlabel("information value")
    axes.margins(y=0.01)
    look.rows_only(axes)
    return figure


def _bands(axes: Axes, right: float) -> None:
    """The usual interpretation (Siddiqi 2006), in words above the bars."""
    limits = [0.02, 0.1, 0.3, right]
    for low, high, text in zip(limits, limits[1:], ("weak", "medium", "strong; above 0.5 ask why")):
        axes.text((low + high) / 2, 1.01, text, transform=axes.get_xaxis_transform(), color=look.SOFT, fontsize=8, ha="center")
    axes.set_xlim(0, right)
    axes.set_xticks([0.02, 0.1, 0.3, 0.5])


def correlations(frame: pd.DataFrame) -> Figure:
    """Spearman's rank correlation of every pair; only the lower half, because the matrix is symmetric."""
    table = frame.astype("Float64").astype(float).corr("spearman").to_numpy()
    names = [look.words(column) for column in frame.columns]
    shown = np.where(np.tri(len(table), k=-1, dtype=bool), table, np.nan)[1:, :-1]
    figure, axes = plt.subplots(figsize=(look.WIDTH, 0.82 * look.WIDTH))
    image = axes.imshow(shown, cmap="PuOr", vmin=-1, vmax=1)
    for (row, column), value in np.ndenumerate(shown):
        if abs(value) >= 0.2:
            color = look.PAPER if abs(value) >= 0.5 else look.INK
            axes.text(column, row, f"{value:.1f}".replace("0.", "."), ha="center", va="center", fontsize=7, color=color)
    axes.set_xticks(range(len(names) - 1), names[:-1], rotation=45, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(names) - 1), names[1:])
    axes.grid(False)
    axes.spines[:].set_visible(False)
    axes.set_title("Rank correlation of every pair; values of 0.2 or more are printed")
    bar = figure.colorbar(image, ax=axes, shrink=0.4, aspect=18, anchor=(0, 0.9))
    bar.outline.set_visible(False)
    return figure


def missing(frame: pd.DataFrame) -> Figure | None:
    """Share of missing values by column, for columns that have any."""
    shares = frame.isna().mean()
    shares = shares[shares > 0].sort_values()
    if shares.empty:
        return None
    figure, axes = plt.subplots(figsize=(look.WIDTH, 0.28 * len(shares) + 0.8))
    axes.barh([look.words(name) for name in shares.index], shares, color=look.GOOD, height=0.68)
    look.percent(axes.xaxis, 1)
    look.rows_only(axes)
    axes.set_title("Share of borrowers with a missing value")
    return figure
