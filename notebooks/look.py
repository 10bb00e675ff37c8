"""Style of the charts: the report's colours, no frame, a subtle grid, the title on the left.

GOOD and BAD, and ONE and OTHER, are distinguishable with every kind of colour vision and in greyscale print.
"""

from __future__ import annotations

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

INK, SOFT, PALE, RULE, PAPER = "#1a1e24", "#59626e", "#b3bac4", "#e2e5e9", "#ffffff"
GOOD, BAD = "#1f4fa0", "#d55e00"
ONE, OTHER = "#1f4fa0", "#c98500"

WIDTH = 9.0

# For a number on a line: interrupts the line behind it.
BEHIND_TEXT = {"facecolor": PAPER, "edgecolor": "none", "pad": 1}


def apply() -> None:
    """Applies the style to the rest of the notebook."""
    plt.rcParams.update(
        {
            "figure.dpi": 110,
            "figure.constrained_layout.use": True,
            "figure.facecolor": PAPER,
            "font.family": ["DejaVu Sans"],
            "font.size": 9,
            "text.color": INK,
            "axes.titlesize": 10,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.titlepad": 8,
            "axes.labelcolor": SOFT,
            "axes.edgecolor": PALE,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.axisbelow": True,
            "axes.grid": True,
            "grid.color": RULE,
            "grid.linewidth": 0.8,
            "xtick.color": SOFT,
            "ytick.color": SOFT,
            "xtick.major.size": 0,
            "ytick.major.size": 0,
            "legend.frameon": False,
            "legend.labelcolor": SOFT,
            "lines.linewidth": 1.8,
        }
    )


def percent(axis, decimals: int = 0) -> None:
    """Ticks of an axis that shows a share, at round numbers: 2.5% would be printed as 2%."""
    axis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(PercentFormatter(1, decimals=decimals))


def thousands(axis) -> None:
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))


def words(column: str) -> str:
    """A column's name in plain words."""
    return column.replace("_", " ")


def short(meaning: str, most: int = 53) -> str:
    """The meaning of a code, with symbols for comparisons, shortened to fit a label."""
    text = meaning.replace("<=", "≤").replace(">=", "≥").replace("...", "…")
    return text if len(text) <= most else text[: most - 1].rstrip(" /") + "…"


def rows_only(axes: Axes) -> None:
    """For dots and bars beside names: without horizontal grid lines and left edge."""
    axes.grid(False, axis="y")
    axes.spines["left"].set_visible(False)


def note(axes: Axes, x: float, y: float, text: str, color: str = SOFT, **more) -> None:
    """A short text beside the point it refers to; legible on top of lines."""
    style = {"xytext": (5, 0), "va": "center"} | more
    axes.annotate(text, (x, y), color=color, fontsize=8, textcoords="offset points", **style)
