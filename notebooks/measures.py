"""Credit-risk measures on arrays: rates with intervals, information value, and two AUCs on the same rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import norm, rankdata

# Same as in riskmesh's own profile: fewer rows would reveal individual borrowers rather than a rate.
FEWEST = 10


def wilson(defaults, rows, confidence: float = 0.95):
    """Interval of a rate (Wilson 1927): reliable also for few rows and for rates near 0."""
    defaults, rows = np.asarray(defaults, float), np.asarray(rows, float)
    z = norm.ppf((1 + confidence) / 2)
    centre = (defaults + z**2 / 2) / (rows + z**2)
    half = z / (rows + z**2) * np.sqrt(defaults * (rows - defaults) / rows + z**2 / 4)
    return np.maximum(centre - half, 0), np.minimum(centre + half, 1)


def groups_of(groups: pd.Series, default: pd.Series) -> pd.DataFrame:
    """Rows and defaults by group; missing values form a group.

    Small groups are pooled as `other`, together with the next smallest groups until the pool is not small itself:
    otherwise one could derive it by subtraction.
    """
    table = default.groupby(groups, dropna=False, observed=True).agg(rows="size", defaults="sum").astype(int)
    # Of two equally small groups, the first by name, as in the profile.
    sizes = table["rows"].sort_index(key=lambda names: names.astype(str)).sort_values(kind="stable")
    pooled = sizes < FEWEST
    while pooled.any() and not pooled.all() and sizes[pooled].sum() < FEWEST:
        pooled[sizes.index[pooled.sum()]] = True
    pooled = pooled.reindex(table.index)
    if not pooled.any():
        return table
    other = table[pooled].sum().to_frame("other").T
    return pd.concat([table[~pooled], other])


def rates(groups: pd.Series, default: pd.Series) -> pd.DataFrame:
    """Rows, defaults, default rate and its interval by group."""
    table = groups_of(groups, default)
    table["rate"] = table["defaults"] / table["rows"]
    table["low"], table["high"] = wilson(table["defaults"], table["rows"])
    return table


def tenths(values: pd.Series, groups: int = 10) -> pd.Series:
    """Each value's quantile group, as an interval; ties stay together, so there may be fewer groups."""
    return pd.qcut(values.astype("Float64"), groups, duplicates="drop")


def information_value(groups: pd.Series, default: pd.Series) -> float:
    """sum((good - bad) * ln(good / bad)) over the groups' shares of all good and of all bad rows (Siddiqi 2006).

    Half a row is added to each, so that a group without a default has a finite weight. Same as in `riskmesh profile`.
    """
    table = groups_of(groups, default)
    bad = table["defaults"].to_numpy(float) + 0.5
    good = (table["rows"] - table["defaults"]).to_numpy(float) + 0.5
    bad, good = bad / bad.sum(), good / good.sum()
    return float(np.sum((good - bad) * np.log(good / bad)))


def auc_difference(default, one, other, confidence: float = 0.95) -> tuple[float, float, float]:
    """AUC of one score minus that of another on the same rows, with its interval (DeLong 1988).

    Paired: what the scores have in common cancels out, so the interval is narrower than the two AUCs' own suggest.
    """
    default = np.asarray(default, bool)
    by_row = [_placements(default, np.asarray(score, float)) for score in (one, other)]
    of_bad = by_row[0][0] - by_row[1][0]
    of_good = by_row[0][1] - by_row[1][1]
    difference = float(of_bad.mean())
    error = np.sqrt(of_bad.var(ddof=1) / len(of_bad) + of_good.var(ddof=1) / len(of_good))
    half = float(norm.ppf((1 + confidence) / 2) * error)
    return difference, difference - half, difference + half


def _placements(default: np.ndarray, score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Share of the good below each bad row, and of the bad above each good row; the mean of either is the AUC."""
    ranks = rankdata(score)
    bad, good = ranks[default], ranks[~default]
    of_bad = (bad - rankdata(score[default])) / len(good)
    of_good = 1 - (good - rankdata(score[~default])) / len(bad)
    return of_bad, of_good
