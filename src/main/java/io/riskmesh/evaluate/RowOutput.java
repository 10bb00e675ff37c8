package io.riskmesh.evaluate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What becomes of a scored row: constants, carried columns, margin, probability, further columns.
 *
 * @param constants values before the carried columns
 * @param carried names of the columns to copy
 * @param observer sees every row with its inputs and scores
 * @param more columns that are computed from the scores
 * @param rivals other models that score the same rows
 */
record RowOutput(
    List<Object> constants,
    List<String> carried,
    RowObserver observer,
    List<ScoreColumn> more,
    RivalScores rivals)
    implements Serializable {

  /** Prepares the output of one task's rows. */
  RowFields open(StructType schema, byte[] booster) {
    return new RowFields(
        constants.toArray(),
        carried.stream().mapToInt(schema::fieldIndex).toArray(),
        carried.stream().map(name -> schema.apply(name).dataType()).toArray(DataType[]::new),
        observer,
        more.stream().map(column -> column.open(booster)).toList());
  }

  /** The fields of the rows of one task; for one thread. */
  static final class RowFields {
    private final Object[] constants;
    private final int[] carried;
    private final DataType[] types;
    private final RowObserver observer;
    private final List<ScoreColumn.ColumnValues> more;

    private RowFields(
        Object[] constants,
        int[] carried,
        DataType[] types,
        RowObserver observer,
        List<ScoreColumn.ColumnValues> more) {
      this.constants = constants;
      this.carried = carried;
      this.types = types;
      this.observer = observer;
      this.more = more;
    }

    /** Copies the carried values, since Spark reuses its row object; leaves room for the rest. */
    Object[] copy(InternalRow row) {
      int size = constants.length + carried.length + 2 + more.size();
      Object[] copy = Arrays.copyOf(constants, size);
      for (int i = 0; i < carried.length; i++) {
        copy[constants.length + i] =
            row.isNullAt(carried[i]) ? null : InternalRow.copyValue(row.get(carried[i], types[i]));
      }
      return copy;
    }

    /**
     * Fills in the rest of a row.
     *
     * @param at index of the row's first input
     */
    void complete(Object[] row, float[] inputs, int at, float margin, float probability) {
      int next = constants.length + carried.length;
      row[next++] = margin;
      row[next++] = probability;
      for (ScoreColumn.ColumnValues column : more) {
        row[next++] = column.of(row, inputs, at, margin);
      }
      observer.observe(row, inputs, at, margin, probability);
    }
  }
}
