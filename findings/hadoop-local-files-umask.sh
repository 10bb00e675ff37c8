#!/usr/bin/env bash
# The umask of a process does not hold for local files that Hadoop 3.3.4 writes for it: RawLocalFileSystem sets a file's mode by
# fs.permissions.umask-mode (022 where nobody sets it) once it is made. Under umask 077 a file of Java's own is 0600, Hadoop's is
# 0644, and so is the data file of a Parquet table that Spark writes. With fs.permissions.umask-mode=077 both are 0600.
# Prints the modes; fails when Hadoop's files follow the umask, or when they do not follow the setting.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pyspark==3.5.6
cd "$work"
umask 077
"$work/venv/bin/python" - 2>/dev/null <<'PY'
import glob
import os

from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[1]").config("spark.ui.showConsoleProgress", "false").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
jvm = spark.sparkContext._jvm
hadoop = spark.sparkContext._jsc.hadoopConfiguration()


def mode(file):
    return f"{os.stat(file).st_mode & 0o777:04o}"


def by_hadoop(name):
    """The modes of a file and of a table's file."""
    path = jvm.org.apache.hadoop.fs.Path(os.path.abspath(name))
    path.getFileSystem(hadoop).create(path).close()
    spark.range(1).write.parquet(name + ".parquet")
    return mode(name), mode(glob.glob(name + ".parquet/part-*")[0])


open("python", "w").close()
jvm.java.io.FileOutputStream(os.path.abspath("java")).close()
own = mode("python"), mode("java")
default = by_hadoop("default")
hadoop.set("fs.permissions.umask-mode", "077")
told = by_hadoop("told")
version = jvm.org.apache.hadoop.util.VersionInfo.getVersion()
print(f"Hadoop {version} of pyspark {spark.version} under umask 077: files of Python and of Java {own}, of Hadoop and")
print(f"Spark {default}; with fs.permissions.umask-mode=077 {told}")
assert own == told == ("0600", "0600") and default == ("0644", "0644")
PY
