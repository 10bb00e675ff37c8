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

  /** Returns an observer that shows rows to both, with the groups that the first one reads. */
  static RowObserver both(RowObserver first, RowObserver second) {
    return schema -> {
      TaskRows one = first.open(schema);
      TaskRows other = second.open(schema);
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
     * @param row constants and carried values
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
