package io.riskmesh.features;

import io.riskmesh.model.CanonicalValues;
import io.riskmesh.rows.RowValues;
import io.riskmesh.rows.StoredValueCounts;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Counts the values of one categorical column in one task. */
final class CategoryCounter {
  /** Distinct values of all columns that a task keeps. */
  private static final int MAX_VALUES = 1 << 19;

  /** Bytes of the distinct texts of all columns that a task keeps. */
  private static final long MAX_BYTES = 64L << 20;

  private final CategoryColumn column;
  private final int at;
  private final DataType type;
  private final StoredValueCounts distinct;
  private final int maxValues;
  private final long maxBytes;
  private boolean isFull;

  /**
   * Creates a counter.
   *
   * @param columns number of columns that share the memory
   */
  CategoryCounter(CategoryColumn column, StructType schema, int columns) {
    this.maxValues = Math.min(CategoryCounts.MAX_VALUES, MAX_VALUES / columns);
    this.maxBytes = MAX_BYTES / columns;
    this.column = column;
    this.at = schema.fieldIndex(column.source(schema));
    this.type = schema.apply(at).dataType();
    this.distinct = new StoredValueCounts(type);
  }

  void add(InternalRow row) {
    if (isFull || !RowValues.isPresent(row, at, type)) {
      return;
    }
    distinct.add(row, at);
    if (distinct.size() > maxValues || distinct.bytes() > maxBytes) {
      isFull = true;
      distinct.clear();
    }
  }

  /** Returns the counts of all rows. */
  CategoryCounts results() {
    CategoryCounts counts = new CategoryCounts();
    distinct.forEach(
        (value, rows) -> {
          Object present = CanonicalValues.present(value, column.missing());
          if (present != null) {
            counts.add(CanonicalValues.plain(present), CanonicalValues.text(present), rows);
          }
        });
    return isFull ? CategoryCounts.tooMany() : counts;
  }
}
