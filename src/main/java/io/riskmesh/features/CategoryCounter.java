package io.riskmesh.features;

import io.riskmesh.model.CanonicalValues;
import io.riskmesh.rows.RowValues;
import io.riskmesh.rows.StoredValueCounts;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Counts the values of one categorical column in one task. */
final class CategoryCounter {
  private final CategoryColumn column;
  private final int at;
  private final DataType type;
  private final StoredValueCounts distinct;
  private boolean isFull;

  CategoryCounter(CategoryColumn column, StructType schema) {
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
    if (distinct.size() > CategoryCounts.MAX_VALUES) {
      isFull = true;
      distinct.clear();
    }
  }

  /** Returns the number of values in memory. */
  int size() {
    return distinct.size();
  }

  /** Returns the counts since the last call, and forgets them. */
  CategoryCounts results() {
    CategoryCounts counts = new CategoryCounts();
    distinct.forEach(
        (value, rows) -> {
          Object present = CanonicalValues.present(value, column.missing());
          if (present != null) {
            counts.add(CanonicalValues.plain(present), CanonicalValues.text(present), rows);
          }
        });
    distinct.clear();
    return isFull ? CategoryCounts.tooMany() : counts;
  }
}
