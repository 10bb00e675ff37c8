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
   * @param row constants and carried values
   * @param inputs inputs of several rows
   * @param at index of the first input of this one
   */
  void observe(Object[] row, float[] inputs, int at, float margin, float probability);
}
