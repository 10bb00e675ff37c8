package io.riskmesh.spark;

import java.lang.reflect.InvocationTargetException;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.source.SparkTable;

/**
 * Opens Iceberg's tables for Spark. Iceberg 1.10, for Spark 4.0, has constructors for this; 1.11,
 * for Spark 4.1, has other ones, and refuses the option {@code snapshot-id}.
 */
public final class IcebergScans {
  private static final String TRAVEL = "org.apache.iceberg.spark.TimeTravel";

  private IcebergScans() {}

  /** Returns the current state of a table, or what the options of a scan name. */
  public static SparkTable of(Table table) {
    try {
      return isNew()
          ? SparkTable.class.getConstructor(Table.class).newInstance(table)
          : new SparkTable(table, false);
    } catch (ReflectiveOperationException e) {
      throw failure(e);
    }
  }

  /** Returns a snapshot of a table. */
  public static SparkTable at(Table table, long snapshot) {
    try {
      if (!isNew()) {
        return new SparkTable(table, snapshot, false);
      }
      Class<?> travel = Class.forName(TRAVEL, true, SparkTable.class.getClassLoader());
      Object version =
          travel.getMethod("version", String.class).invoke(null, Long.toString(snapshot));
      return (SparkTable)
          SparkTable.class.getMethod("create", Table.class, travel).invoke(null, table, version);
    } catch (ReflectiveOperationException e) {
      throw failure(e);
    }
  }

  private static boolean isNew() {
    return SparkTable.class.getSuperclass() != Object.class;
  }

  private static RuntimeException failure(ReflectiveOperationException e) {
    return e instanceof InvocationTargetException
            && e.getCause() instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("Iceberg's SparkTable has another interface", e);
  }
}
