package io.riskmesh.features;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Rows of a group by label, and by fold if the rows are divided into folds. Each row counts once,
 * whatever its weight, so that sums do not depend on their order.
 */
final class LabelTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Counts that do not distinguish labels. */
  static final LabelTally NONE = new LabelTally(new long[0]);

  /** Rows by cell, see {@link LabelCells}. */
  private final long[] cells;

  private LabelTally(long[] cells) {
    this.cells = cells;
  }

  /** Returns counts of a single fold. */
  static LabelTally of(long negatives, long positives) {
    return new LabelTally(new long[] {negatives, positives});
  }

  /** Returns the counts of no rows. */
  static LabelTally zero(int folds) {
    return folds == 0 ? NONE : new LabelTally(new long[2 * folds]);
  }

  /** Returns the counts with more rows in one cell. */
  LabelTally plus(int cell, long rows) {
    long[] sum = cells.clone();
    sum[cell] += rows;
    return new LabelTally(sum);
  }

  /** Returns the sum of counts that have the same folds. */
  LabelTally plus(LabelTally other) {
    long[] sum = cells.clone();
    Arrays.setAll(sum, cell -> sum[cell] + other.cells[cell]);
    return new LabelTally(sum);
  }

  /** Returns the rows that are not among others of the same folds. */
  LabelTally minus(LabelTally other) {
    long[] difference = cells.clone();
    Arrays.setAll(difference, cell -> difference[cell] - other.cells[cell]);
    return new LabelTally(difference);
  }

  /** Returns the counts without the rows of a fold. */
  LabelTally without(int fold) {
    long[] others = cells.clone();
    others[2 * fold] = 0;
    others[2 * fold + 1] = 0;
    return new LabelTally(others);
  }

  /** Returns the number of folds, 0 if labels are not distinguished. */
  int folds() {
    return cells.length / 2;
  }

  /** Returns all rows. */
  long rows() {
    return Arrays.stream(cells).sum();
  }

  /** Returns the rows with the positive label, which means default. */
  long positives() {
    long positives = 0;
    for (int fold = 0; fold < folds(); fold++) {
      positives += positives(fold);
    }
    return positives;
  }

  /** Returns the rows with any other label. */
  long negatives() {
    return rows() - positives();
  }

  /** Returns the rows of a fold. */
  long rows(int fold) {
    return cells[2 * fold] + positives(fold);
  }

  /** Returns the rows of a fold with the positive label. */
  long positives(int fold) {
    return cells[2 * fold + 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelTally counts && Arrays.equals(counts.cells, cells);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cells);
  }

  @Override
  public String toString() {
    return Arrays.toString(cells);
  }
}
