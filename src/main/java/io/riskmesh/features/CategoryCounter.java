package io.riskmesh.features;

import io.riskmesh.model.CanonicalValues;
import io.riskmesh.rows.RowValues;
import io.riskmesh.rows.StoredValueCounts;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Counts the values of one categorical column in one task, by label and fold if asked. */
final class CategoryCounter {
  /** Distinct values of all columns that a task keeps. */
  private static final int MAX_VALUES = 1 << 19;

  /** Bytes of the distinct texts of all columns that a task keeps. */
  private static final long MAX_BYTES = 64L << 20;

  private final CategoryColumn column;
  private final int at;
  private final DataType type;
  private final long maxValues;
  private final long maxBytes;
  private final LabelCells labels;
  private final StoredValueCounts[] distinct;
  private final long[] missing;
  private boolean isFull;

  /**
   * Creates a counter.
   *
   * @param cells cells of all columns that share the memory
   */
  CategoryCounter(CategoryColumn column, StructType schema, int cells) {
    this.maxValues =
        (long) column.cells() * Math.min(CategoryCounts.MAX_VALUES, MAX_VALUES / cells);
    this.maxBytes = MAX_BYTES / cells * column.cells();
    this.column = column;
    this.at = schema.fieldIndex(column.source(schema));
    this.type = schema.apply(at).dataType();
    this.labels = column.isLabelled() ? new LabelCells(schema, column.folds()) : null;
    this.distinct =
        Stream.generate(() -> new StoredValueCounts(type))
            .limit(column.cells())
            .toArray(StoredValueCounts[]::new);
    this.missing = new long[column.cells()];
  }

  void add(InternalRow row) {
    if (isFull) {
      return;
    }
    int cell = labels == null ? 0 : labels.cell(row);
    if (!RowValues.isPresent(row, at, type)) {
      missing[cell]++;
      return;
    }
    StoredValueCounts counts = distinct[cell];
    int size = counts.size();
    counts.add(row, at);
    if (counts.size() > size && isTooMuch()) {
      isFull = true;
      Arrays.stream(distinct).forEach(StoredValueCounts::clear);
    }
  }

  private boolean isTooMuch() {
    return Arrays.stream(distinct).mapToLong(StoredValueCounts::size).sum() > maxValues
        || Arrays.stream(distinct).mapToLong(StoredValueCounts::bytes).sum() > maxBytes;
  }

  /** Returns the counts of all rows. */
  CategoryCounts results() {
    if (isFull) {
      return CategoryCounts.tooMany(column.folds());
    }
    CategoryCounts counts = new CategoryCounts(column.folds());
    for (int i = 0; i < distinct.length; i++) {
      int cell = i;
      counts.addMissing(cell, missing[cell]);
      distinct[cell].forEach(
          (value, rows) -> {
            Object present = CanonicalValues.present(value, column.missing());
            if (present == null) {
              counts.addMissing(cell, rows);
            } else {
              counts.add(CanonicalValues.plain(present), CanonicalValues.text(present), cell, rows);
            }
          });
    }
    return counts;
  }
}
