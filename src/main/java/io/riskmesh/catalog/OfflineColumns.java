package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.lit;

import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Gives rows the columns of an offline store, whose names may differ from the group's in case. */
final class OfflineColumns {
  private OfflineColumns() {}

  /**
   * Returns the rows with the store's own columns, and with the names, order and types of its
   * table.
   *
   * @param written time at which the rows are written
   * @throws RunException {@code USAGE} if the table has other columns
   */
  static Dataset<Row> stamped(Dataset<Row> rows, Instant written, StructType table, String shown) {
    Column time = lit(Timestamp.from(written));
    Dataset<Row> all =
        rows.withColumn(GroupColumns.RECEIVED, time)
            .withColumn(GroupColumns.WRITTEN, time)
            .withColumn(GroupColumns.DELETED, lit(false));
    requireSame(all.columns(), table.fieldNames(), shown);
    List<Column> columns = new ArrayList<>();
    for (StructField field : table.fields()) {
      columns.add(
          StagedColumns.column(same(all.columns(), field.name()).orElseThrow())
              .cast(field.dataType())
              .as(field.name()));
    }
    return all.select(columns.toArray(Column[]::new));
  }

  private static void requireSame(String[] rows, String[] table, String shown) {
    List<String> differences = new ArrayList<>();
    Arrays.stream(rows)
        .filter(column -> same(table, column).isEmpty())
        .forEach(column -> differences.add(column + " is missing"));
    Arrays.stream(table)
        .filter(column -> same(rows, column).isEmpty())
        .forEach(column -> differences.add(column + " is not expected"));
    if (!differences.isEmpty()) {
      throw new RunException(
          Outcome.USAGE,
          "table %s of the offline store has other columns than the group: %s"
              .formatted(shown, String.join(", ", differences)));
    }
  }

  /** Finds a name in any case. */
  static Optional<String> same(String[] names, String name) {
    return Arrays.stream(names).filter(name::equalsIgnoreCase).findFirst();
  }
}
