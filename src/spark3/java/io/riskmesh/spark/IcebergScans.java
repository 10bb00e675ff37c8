package io.riskmesh.spark;

import org.apache.iceberg.Table;
import org.apache.iceberg.spark.source.SparkTable;

/** Opens Iceberg's tables for Spark. */
public final class IcebergScans {
  private IcebergScans() {}

  /** Returns the current state of a table, or what the options of a scan name. */
  public static SparkTable of(Table table) {
    return new SparkTable(table, false);
  }

  /** Returns a snapshot of a table. */
  public static SparkTable at(Table table, long snapshot) {
    return new SparkTable(table, snapshot, false);
  }
}
