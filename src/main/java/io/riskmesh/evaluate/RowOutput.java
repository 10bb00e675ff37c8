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
 * @param seen names of columns whose values only the observer sees, after all others
 * @param observer sees every row with its inputs and scores
 * @param more columns that are computed from the scores
 * @param references other models that score the same rows
 */
record RowOutput(
    List<Object> constants,
    List<String> carried,
    List<String> seen,
    RowObserver observer,
    List<ScoreColumn> more,
    ReferenceScores references)
    implements Serializable {

  /** Prepares the output of one task's rows. */
  RowFields open(StructType schema, byte[] booster) {
    return new RowFields(
        constants.toArray(),
        new ColumnCopy(carried, schema),
        new ColumnCopy(seen, schema),
        observer.open(schema),
        more.stream().map(column -> column.open(booster)).toList());
  }

  /** Copies values of some columns, since Spark reuses its row object. */
  private static final class ColumnCopy {
    private final int[] from;
    private final DataType[] types;

    ColumnCopy(List<String> names, StructType schema) {
      this.from = names.stream().mapToInt(schema::fieldIndex).toArray();
      this.types =
          names.stream().map(name -> schema.apply(name).dataType()).toArray(DataType[]::new);
    }

    int size() {
      return from.length;
    }

    void copy(InternalRow row, Object[] to, int at) {
      for (int i = 0; i < from.length; i++) {
        to[at + i] =
            row.isNullAt(from[i]) ? null : InternalRow.copyValue(row.get(from[i], types[i]));
      }
    }
  }

  /** The fields of the rows of one task; for one thread. */
  static final class RowFields {
    private final Object[] constants;
    private final ColumnCopy carried;
    private final ColumnCopy seen;
    private final RowObserver.TaskRows observer;
    private final List<ScoreColumn.ColumnValues> more;

    private RowFields(
        Object[] constants,
        ColumnCopy carried,
        ColumnCopy seen,
        RowObserver.TaskRows observer,
        List<ScoreColumn.ColumnValues> more) {
      this.constants = constants;
      this.carried = carried;
      this.seen = seen;
      this.observer = observer;
      this.more = more;
    }

    /** Copies the values that are carried or seen; leaves room for the rest. */
    Object[] copy(InternalRow row) {
      int size = constants.length + carried.size() + 2 + more.size();
      Object[] copy = Arrays.copyOf(constants, size + seen.size());
      carried.copy(row, copy, constants.length);
      seen.copy(row, copy, size);
      return copy;
    }

    /** Reads the groups of a row. */
    String[] groups(InternalRow row) {
      return observer.groups(row);
    }

    /**
     * Fills in the rest of a row.
     *
     * @param groups what {@link #groups} returned for it
     * @param at index of the row's first input
     */
    void complete(
        Object[] row, String[] groups, float[] inputs, int at, float margin, float probability) {
      int next = constants.length + carried.size();
      row[next++] = margin;
      row[next++] = probability;
      for (ScoreColumn.ColumnValues column : more) {
        row[next++] = column.of(row, inputs, at, margin);
      }
      observer.see(row, groups, inputs, at, margin, probability);
    }

    /** Ends after the last row. */
    void end() {
      observer.end();
    }
  }
}
