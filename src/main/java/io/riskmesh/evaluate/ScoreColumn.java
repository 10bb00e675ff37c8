package io.riskmesh.evaluate;

import java.io.Serializable;
import org.apache.spark.sql.types.StructField;

/** A column that is computed while rows are scored. */
public interface ScoreColumn extends Serializable {

  /** Computes the column's values; used by one thread. */
  interface ColumnValues {
    /**
     * Returns the value of a row, as Spark represents it internally.
     *
     * @param carried columns that are copied, as Spark represents them
     * @param inputs inputs of rows
     * @param at index of the row's first input
     */
    Object of(Object[] carried, float[] inputs, int at, float margin);
  }

  /** Returns the column's name and type. */
  StructField field();

  /** Prepares the computation for the rows of one task. */
  ColumnValues open(byte[] booster);
}
