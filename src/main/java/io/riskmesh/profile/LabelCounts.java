package io.riskmesh.profile;

/**
 * Rows counted by label.
 *
 * @param labelled rows with a label
 * @param defaults rows with the positive label
 */
record LabelCounts(long rows, long labelled, long defaults) {
  static final LabelCounts NONE = new LabelCounts(0, 0, 0);

  LabelCounts and(LabelCounts other) {
    return new LabelCounts(rows + other.rows, labelled + other.labelled, defaults + other.defaults);
  }

  /** Returns the number of rows with the negative label. */
  long goods() {
    return labelled - defaults;
  }
}
