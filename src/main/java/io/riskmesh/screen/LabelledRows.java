package io.riskmesh.screen;

import java.io.Serializable;

/**
 * Rows with a label.
 *
 * @param rows all of them
 * @param defaults those with the positive label
 */
record LabelledRows(long rows, long defaults) implements Serializable {
  static final LabelledRows NONE = new LabelledRows(0, 0);

  long goods() {
    return rows - defaults;
  }

  /** Returns the share of defaults; NaN without rows. */
  double rate() {
    return (double) defaults / rows;
  }

  boolean isPure() {
    return defaults == 0 || defaults == rows;
  }

  LabelledRows and(LabelledRows other) {
    return new LabelledRows(rows + other.rows, defaults + other.defaults);
  }

  LabelledRows without(LabelledRows some) {
    return new LabelledRows(rows - some.rows, defaults - some.defaults);
  }
}
