package io.riskmesh.evaluate;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Sees rows while they are scored. */
@FunctionalInterface
interface RowObserver extends Serializable {
  /** Ignores all rows. */
  RowObserver NONE = schema -> (row, groups, inputs, at, margin, probability) -> {};

  /** Begins with the rows of one task. */
  TaskRows open(StructType schema);

  /** Returns an observer after which another one sees the rows, with the groups of this one. */
  default RowObserver and(RowObserver next) {
    return schema -> {
      TaskRows one = open(schema);
      TaskRows other = next.open(schema);
      return new TaskRows() {
        @Override
        public String[] groups(InternalRow row) {
          return one.groups(row);
        }

        @Override
        public void see(
            Object[] row, String[] groups, float[] inputs, int at, float margin, float p) {
          one.see(row, groups, inputs, at, margin, p);
          other.see(row, groups, inputs, at, margin, p);
        }

        @Override
        public void end() {
          one.end();
          other.end();
        }
      };
    };
  }

  /** Sees the rows of one task; for one thread. */
  @FunctionalInterface
  interface TaskRows {
    /** The groups of rows that are not grouped. */
    String[] NO_GROUPS = {};

    /** Reads the groups of a row, before it is scored. */
    default String[] groups(InternalRow row) {
      return NO_GROUPS;
    }

    /**
     * Sees a scored row.
     *
     * @param row constants, carried values, scores, further columns, values that are only seen
     * @param groups what {@link #groups} returned
     * @param inputs inputs of several rows
     * @param at index of the first input of this one
     */
    void see(
        Object[] row, String[] groups, float[] inputs, int at, float margin, float probability);

    /** Ends after the last row. */
    default void end() {}
  }
}
