package io.riskmesh.rows;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Float columns of rows, in a given order. */
public final class FloatColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] positions;

  private FloatColumns(int[] positions) {
    this.positions = positions;
  }

  /** Returns the number of columns. */
  public int size() {
    return positions.length;
  }

  /** Finds the columns in the rows' schema. */
  public static FloatColumns of(StructType schema, List<String> names) {
    return new FloatColumns(names.stream().mapToInt(schema::fieldIndex).toArray());
  }

  /**
   * Copies a row's values. A null becomes NaN, which is missing; XGBoost's own readers treat it as
   * 0.
   *
   * @param at index of the first value
   */
  public void copy(InternalRow row, float[] values, int at) {
    for (int i = 0; i < positions.length; i++) {
      values[at + i] = row.isNullAt(positions[i]) ? Float.NaN : row.getFloat(positions[i]);
    }
  }

  /**
   * Copies all rows of a batch, row by row, as {@link #copy(InternalRow, float[], int)} does.
   *
   * @param values receives {@link #size} values per row
   */
  public void copy(ColumnarBatch batch, float[] values) {
    int rows = batch.numRows();
    for (int i = 0; i < positions.length; i++) {
      ColumnVector column = batch.column(positions[i]);
      if (column.hasNull()) {
        copyNullable(column, rows, values, i);
      } else {
        copy(column, rows, values, i);
      }
    }
  }

  private void copy(ColumnVector column, int rows, float[] values, int first) {
    int at = first;
    for (int row = 0; row < rows; row++) {
      values[at] = column.getFloat(row);
      at += positions.length;
    }
  }

  private void copyNullable(ColumnVector column, int rows, float[] values, int first) {
    int at = first;
    for (int row = 0; row < rows; row++) {
      values[at] = column.isNullAt(row) ? Float.NaN : column.getFloat(row);
      at += positions.length;
    }
  }
}
