package io.riskmesh.evaluate;

import java.io.Serializable;

/** Sees rows while they are scored. */
@FunctionalInterface
interface RowObserver extends Serializable {
  /** Ignores all rows. */
  RowObserver NONE = (row, inputs, at, margin, probability) -> {};

  /**
   * Sees a row.
   *
   * @param row constants, carried values, scores, further columns, values that are only seen
   * @param inputs inputs of several rows
   * @param at index of the first input of this one
   */
  void observe(Object[] row, float[] inputs, int at, float margin, float probability);

  /** Returns an observer after which another one sees the row. */
  default RowObserver and(RowObserver next) {
    return (row, inputs, at, margin, probability) -> {
      observe(row, inputs, at, margin, probability);
      next.observe(row, inputs, at, margin, probability);
    };
  }
}
