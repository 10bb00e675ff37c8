package io.riskmesh.features;

import io.riskmesh.rows.StagedColumns;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.types.StructType;

/**
 * Assigns staged rows to cells: twice the fold, plus 1 for the positive label. A fold is a function
 * of the row's key alone, and independent of the split: the hash of the key is hashed again, as
 * Spark's {@code xxhash64} does.
 */
final class LabelCells {
  private static final long SEED = 42;

  private final int folds;
  private final int labelAt;
  private final int rowAt;

  /** Reads rows with these columns; {@code _row} is only needed for more than one fold. */
  LabelCells(StructType schema, int folds) {
    this.folds = folds;
    this.labelAt = schema.fieldIndex(StagedColumns.LABEL);
    this.rowAt = folds > 1 ? schema.fieldIndex(StagedColumns.ROW) : -1;
  }

  /** Returns the cell of a row. */
  int cell(InternalRow row) {
    int positive = !row.isNullAt(labelAt) && row.getFloat(labelAt) == 1 ? 1 : 0;
    return folds > 1 ? 2 * fold(row.getLong(rowAt), folds) + positive : positive;
  }

  /**
   * Returns the fold of a row, from 0.
   *
   * @param row hash of the row's key, {@code _row}
   */
  static int fold(long row, int folds) {
    return (int) Math.floorMod(XXH64.hashLong(row, SEED), (long) folds);
  }
}
