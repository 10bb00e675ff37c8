#!/usr/bin/env bash
# Iceberg 1.10.1's JdbcCatalog with jdbc.schema-version=V1 does not start in several processes at once on one new SQLite file: each
# makes the table without the column iceberg_type, looks for that column, and adds it. Who comes second is refused with "duplicate
# column name: iceberg_type"; others with "database is locked", though they are told to wait for a minute. One process alone starts
# every time.
# Prints how many of four processes started, for 40 new files, and up to ten times that until the first message was seen; fails
# when it was not, or when the one that was alone did not start.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pyspark==3.5.6
cd "$work"
cat >Start.java <<'JAVA'
import java.util.Map;
import org.apache.iceberg.jdbc.JdbcCatalog;

public class Start {
  static String start(String file) {
    Map<String, String> properties =
        Map.of("uri", "jdbc:sqlite:" + file + "?busy_timeout=60000", "warehouse", "w", "jdbc.schema-version", "V1");
    try (JdbcCatalog catalog = new JdbcCatalog()) {
      catalog.setConf(new org.apache.hadoop.conf.Configuration());
      catalog.initialize("c", properties);
      return "started";
    } catch (Exception e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return root.getMessage();
    }
  }

  /** Folder, number of this process, and the time at which the first common file is opened. */
  public static void main(String[] args) throws Exception {
    for (int i = 0; i < 5; i++) {
      start(args[0] + "/of-" + args[1] + "-" + i + ".db");
    }
    for (int i = 0; i < 40; i++) {
      Thread.sleep(Math.max(0, Long.parseLong(args[2]) + i * 400 - System.currentTimeMillis()));
      System.out.println(start(args[0] + "/" + i + ".db"));
    }
  }
}
JAVA
"$work/venv/bin/python" - 2>/dev/null <<'PY' | sed '/^:: loading settings/d'
import collections
import glob
import os
import subprocess
import time

import pyspark
from pyspark.sql import SparkSession

packages = "org.apache.iceberg:iceberg-spark-runtime-3.5_2.12:1.10.1,org.xerial:sqlite-jdbc:3.50.3.0"
builder = SparkSession.builder.master("local[1]").config("spark.jars.ivy", os.path.abspath("ivy"))
builder.config("spark.jars.packages", packages).getOrCreate().stop()
jars = glob.glob("ivy/jars/*.jar") + glob.glob(os.path.dirname(pyspark.__file__) + "/jars/*.jar")
os.environ["CLASSPATH"] = os.pathsep.join(jars)


def starts(folder, processes):
    """How often the processes ended in which way."""
    os.mkdir(folder)
    begin = str(int(time.time() * 1000) + 15_000)
    commands = [["java", "Start.java", folder, str(i), begin] for i in range(processes)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for command in commands]
    return collections.Counter(line for one in running for line in one.communicate()[0].splitlines())


alone = starts("alone", 1)
found = collections.Counter()
for attempt in range(10):
    found += starts(f"together-{attempt}", 4)
    duplicate = sum(n for message, n in found.items() if "duplicate column name: iceberg_type" in message)
    if duplicate:
        break
print(f"Iceberg 1.10.1, sqlite-jdbc 3.50.3.0: one process alone: {dict(alone)}; four at once: {dict(found)}")
assert alone == {"started": 40} and duplicate
PY
