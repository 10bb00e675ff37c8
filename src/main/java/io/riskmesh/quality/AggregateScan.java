package io.riskmesh.quality;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Collects aggregates and computes them together in one pass over the rows. None aggregates text:
 * Spark uses hash aggregation only with buffers of fixed width.
 */
final class AggregateScan {
  private final List<Column> aggregates = new ArrayList<>();

  /** Position of an aggregate's value in the result. */
  record Handle(int index) {}

  /** The computed values. */
  record ScanResult(Row row) {
    long count(Handle handle) {
      return row.getLong(handle.index);
    }

    /** Returns the value, which may be null. */
    Object value(Handle handle) {
      return row.get(handle.index);
    }
  }

  Handle rows() {
    return add(count(lit(1)));
  }

  /** Counts rows for which the condition is true; null counts as false. */
  Handle rowsWhere(Column condition) {
    return add(count(when(condition, lit(1))));
  }

  Handle add(Column aggregate) {
    aggregates.add(aggregate.as("a" + aggregates.size()));
    return new Handle(aggregates.size() - 1);
  }

  boolean isEmpty() {
    return aggregates.isEmpty();
  }

  ScanResult run(Dataset<Row> rows) {
    return new ScanResult(rows.select(aggregates.toArray(Column[]::new)).head());
  }
}
