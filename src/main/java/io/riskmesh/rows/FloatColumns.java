package io.riskmesh.rows;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Float columns of rows, in a given order. */
public final class FloatColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] positions;

  private FloatColumns(int[] positions) {
    this.positions = positions;
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
}
