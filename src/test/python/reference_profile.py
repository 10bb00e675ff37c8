"""What io.riskmesh.profile says of a Parquet file's numbers and texts, by pandas, for comparison.

reference_profile.py FILE   FILE: a Parquet folder with a column label of 0 and 1; every other column is profiled
"""

import json
import sys

import numpy as np
import pandas as pd

SHARES = [0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.99]
SMALL = 10


def information_value(groups):
    """Siddiqi 2006, half a row added to the good and the bad of each group."""
    good = np.array([(~g).sum() for g in groups]) + 0.5
    bad = np.array([g.sum() for g in groups]) + 0.5
    good, bad = good / good.sum(), bad / bad.sum()
    return float(((good - bad) * np.log(good / bad)).sum()), np.log(good / bad)


def cells(names, groups):
    value, woe = information_value(groups)
    return value, [
        {"name": name, "rows": len(g), "defaults": int(g.sum()), "rate": float(g.mean()), "woe": float(w)}
        for name, g, w in zip(names, groups, woe)
    ]


def number(series, bad):
    there = series.dropna().to_numpy(dtype=float)
    safe = [q for q in SHARES if min(q, 1 - q) * len(there) >= SMALL - 1e-6]
    edges = np.unique(np.quantile(there, np.arange(1, 10) / 10, method="inverted_cdf"))
    bins = np.searchsorted(edges, there, side="left")
    label = bad[series.notna()].to_numpy()
    groups = [label[bins == i] for i in range(len(edges) + 1)]
    names = ["range"] * len(groups)
    if series.isna().any():
        groups.append(bad[series.isna()].to_numpy())
        names.append("missing")
    value, told = cells(names, groups)
    return {
        "mean": float(np.mean(there)),
        "deviation": float(np.std(there, ddof=1)),
        "quantiles": [float(np.quantile(there, q, method="inverted_cdf")) for q in safe],
        "labelCorrelation": float(np.corrcoef(there, label)[0, 1]),
        "informationValue": value,
        "cells": told,
    }


def text(series, bad):
    counts = series.value_counts()
    names = sorted(counts.index, key=lambda name: (-counts[name], name))
    groups = [bad[series == name].to_numpy() for name in names]
    value, told = cells(names, groups)
    return {"informationValue": value, "cells": told}


def main(folder):
    frame = pd.read_parquet(folder)
    bad = frame["label"] == 1
    columns = frame.drop(columns="label")
    result = {
        name: {"nulls": int(series.isna().sum()), "distinct": int(series.nunique())}
        | (number(series, bad) if pd.api.types.is_numeric_dtype(series) else text(series, bad))
        for name, series in columns.items()
    }
    pairs = columns.select_dtypes("number").corr()
    correlations = {a + "|" + b: float(pairs.loc[a, b]) for a in pairs for b in pairs if a < b}
    print(json.dumps({"columns": result, "correlations": correlations}))


if __name__ == "__main__":
    main(*sys.argv[1:])
