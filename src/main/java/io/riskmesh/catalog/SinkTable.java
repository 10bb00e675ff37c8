package io.riskmesh.catalog;

import io.riskmesh.rows.StagedColumns;
import io.riskmesh.spark.ScalaInterop;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StorageOutage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The table behind an {@link IcebergSink}, before rows are written to it. */
final class SinkTable {
  private final SparkSession spark;
  private final String catalog;
  private final TableName table;

  SinkTable(SparkSession spark, String catalog, TableName table) {
    this.spark = spark;
    this.catalog = catalog;
    this.table = table;
  }

  /**
   * Creates the table empty if it is missing, so that rows are written to new and existing tables
   * in the same way.
   *
   * @param partition the columns by which it is partitioned, in this order
   */
  void create(Dataset<Row> rows, List<String> partition) {
    if (spark.catalog().tableExists(table.in(catalog))) {
      return;
    }
    createDatabase();
    List<Column> columns = partition.stream().map(StagedColumns::column).toList();
    List<Column> more = columns.subList(1, columns.size());
    try {
      spark
          .createDataFrame(List.of(), rows.schema())
          .writeTo(table.in(catalog))
          .using("iceberg")
          .partitionedBy(columns.get(0), ScalaInterop.seq(more))
          .create();
    } catch (Exception e) {
      // Another scoring may have created the same table first; Spark throws undeclared exceptions.
      if (!spark.catalog().tableExists(table.in(catalog))) {
        throw StorageOutage.of(e, "creating table " + table)
            .orElse(
                new RunException(
                    Outcome.SOURCE_MISSING,
                    "table %s cannot be created: %s; the log has its stack trace"
                        .formatted(table, e.getClass().getSimpleName()),
                    e));
      }
    }
  }

  private void createDatabase() {
    String database = table.databaseIn(catalog);
    try {
      spark.sql("CREATE NAMESPACE IF NOT EXISTS " + database);
    } catch (RuntimeException e) {
      // When two processes create it at the same time one fails; the exception depends on the
      // catalog.
      if (!spark.catalog().databaseExists(database)) {
        throw e;
      }
    }
  }

  /**
   * Checks that the table has the columns of the rows.
   *
   * @throws RunException {@code USAGE} when they differ
   */
  void requireSame(StructType rows) {
    StructType there = spark.table(table.in(catalog)).schema();
    List<String> differences = new ArrayList<>();
    for (StructField field : rows.fields()) {
      String found = StagedColumns.has(there, field.name()) ? type(there, field.name()) : "missing";
      if (!found.equals(type(rows, field.name()))) {
        differences.add(
            "%s is %s instead of %s".formatted(field.name(), found, type(rows, field.name())));
      } else if (field.nullable() && !there.apply(field.name()).nullable()) {
        differences.add("%s must have a value there, but may be null".formatted(field.name()));
      }
    }
    Arrays.stream(there.fieldNames())
        .filter(name -> !StagedColumns.has(rows, name))
        .forEach(name -> differences.add(name + " is not expected"));
    if (!differences.isEmpty()) {
      throw new RunException(
          Outcome.USAGE,
          "table %s has different columns than the scores: %s. Name another table, or adjust score.keep and source.key to it."
              .formatted(table, String.join(", ", differences)));
    }
  }

  private static String type(StructType schema, String name) {
    return StagedColumns.type(schema, name).sql();
  }
}
