#!/usr/bin/env bash
# An ORC file with a nested field whose name has a hyphen cannot be read by Spark 3.5.6 when its schema is inferred, although
# no query touches that column: Spark parses the file's type as text, and the name stands there without quotes.
# Prints what a read of the other column gives with and without the nested one; fails when that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pyspark==3.5.6 pyarrow==21.0.0
cd "$work"
"$work/venv/bin/python" - 2>/dev/null <<'PY'
import pyarrow as pa
import pyarrow.orc as orc
from pyspark.sql import SparkSession

ids = pa.array(range(3), pa.int64())
orc.write_table(pa.table({"id": ids, "raw": pa.array([{"first_name": "x"}] * 3)}), "plain.orc")
orc.write_table(pa.table({"id": ids, "raw": pa.array([{"first-name": "x"}] * 3)}), "hyphen.orc")

spark = SparkSession.builder.master("local[1]").config("spark.ui.showConsoleProgress", "false").getOrCreate()
spark.sparkContext.setLogLevel("OFF")


def rows(path):
    try:
        return spark.read.orc(path).select("id").where("id >= 0").count()
    except Exception as e:
        return type(e).__name__


plain, hyphen = rows("plain.orc"), rows("hyphen.orc")
print(f"pyspark {spark.version}, pyarrow {pa.__version__}: id beside first_name: {plain}; beside first-name: {hyphen}")
assert plain == 3 and hyphen != 3
PY
