#!/usr/bin/env bash
# A Parquet file with a FLOAT16 column that a query does not read cannot be read at all by Spark 3.5.6 (Parquet 1.13.1): the
# footer fails before any column is chosen. The same file without that column is read.
# Prints the rows read with and without the column; fails when Spark reads both, or none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pyspark==3.5.6 pyarrow==21.0.0 numpy==2.2.6
cd "$work"
"$work/venv/bin/python" - 2>/dev/null <<'PY'
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

ids = pa.array(range(3), pa.int64())
half = pa.array(np.array([0.5, 1.5, 2.5], dtype=np.float16))
pq.write_table(pa.table({"id": ids}), "plain.parquet")
pq.write_table(pa.table({"id": ids, "half": half}), "half.parquet")

spark = SparkSession.builder.master("local[1]").config("spark.ui.showConsoleProgress", "false").getOrCreate()
spark.sparkContext.setLogLevel("OFF")


def rows(path):
    try:
        return spark.read.schema("id bigint").parquet(path).where("id >= 0").count()
    except Exception as e:
        return type(e).__name__


plain, half = rows("plain.parquet"), rows("half.parquet")
print(f"pyspark {spark.version}, pyarrow {pa.__version__}: column id alone: {plain}; beside an unread FLOAT16: {half}")
assert plain == 3 and half != 3
PY
