package io.riskmesh.profile;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** A column after the first pass: what it is, and how the second pass is to count it. */
record Measured(SourceColumn column, Statistics found, Kind kind, Disclosure disclosure) {
  /** Texts with more different values are not counted by value. */
  private static final long MOST_VALUES = 10_000;

  /** Numbers with more different values are counted by ranges. */
  private static final long MOST_NUMBERS = 20;

  /** From this share of different values on, a text identifies rows. */
  private static final double IDENTIFYING_TEXTS = 0.9;

  /** The same for whole numbers, of which a small table has many by chance. */
  private static final double IDENTIFYING_NUMBERS = 0.985;

  /** A range that is planned holds twice what may be shown, so that ties seldom spoil it. */
  private static final int ROWS_PER_RANGE = 2 * SmallCells.SMALL_CELL;

  private static final int BARS = 20;

  /** How the rows of a column are put into groups. */
  enum Groups {
    VALUES,
    RANGES,
    NONE
  }

  static Measured of(SourceColumn column, Statistics found, Secrets secrets) {
    Kind kind = found.kind(column.isSingle());
    Disclosure declared = secrets.of(column.name());
    boolean identifies = declared == Disclosure.OPEN && identifies(kind, found);
    return new Measured(column, found, kind, identifies ? Disclosure.IDENTIFIER : declared);
  }

  private static boolean identifies(Kind kind, Statistics found) {
    if (found.present() < SmallCells.SMALL_CELL) {
      return false;
    }
    double share = (double) found.distinct() / found.present();
    return switch (kind) {
      case TEXT -> share >= IDENTIFYING_TEXTS;
      case NUMBER -> found.whole() && share >= IDENTIFYING_NUMBERS;
      case TIME, NESTED, EMPTY -> false;
    };
  }

  boolean isOpen() {
    return disclosure == Disclosure.OPEN;
  }

  /** Masked columns are counted for their information value; identifiers have none. */
  Groups groups() {
    if (!isOpen() && disclosure != Disclosure.MASKED) {
      return Groups.NONE;
    }
    return switch (kind) {
      case TEXT -> found.distinct() <= mostValues() ? Groups.VALUES : Groups.NONE;
      case NUMBER -> found.distinct() <= MOST_NUMBERS ? Groups.VALUES : Groups.RANGES;
      case TIME -> Groups.RANGES;
      case NESTED, EMPTY -> Groups.NONE;
    };
  }

  /** The value of a masked column that identifies rows is not worth a group either. */
  private double mostValues() {
    return Math.min(
        MOST_VALUES, IDENTIFYING_TEXTS * Math.max(SmallCells.SMALL_CELL, found.present()));
  }

  /** Inclusive upper ends of all ranges but the last: quantiles, fewer where rows are few. */
  double[] edges() {
    return DoubleStream.of(shares())
        .map(found::quantile)
        .filter(edge -> edge < found.greatest())
        .distinct()
        .toArray();
  }

  private double[] shares() {
    if (found.finite() >= 10 * ROWS_PER_RANGE) {
      return new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    }
    if (found.finite() >= 4 * ROWS_PER_RANGE) {
      return new double[] {0.25, 0.5, 0.75};
    }
    return found.finite() >= 2 * ROWS_PER_RANGE ? new double[] {0.5} : new double[0];
  }

  /** Quantiles that leave enough rows outside; none of few rows. */
  List<Double> safeShares() {
    return FirstPass.SHARES.stream()
        .filter(q -> Math.min(q, 1 - q) * found.finite() >= SmallCells.SMALL_CELL - 1e-6)
        .toList();
  }

  /** Ends of the histogram's bars: equal steps between the outermost quantiles that are safe. */
  double[] bars() {
    List<Double> shares = safeShares();
    if (groups() != Groups.RANGES || shares.isEmpty()) {
      return new double[0];
    }
    double low = found.quantile(shares.get(0));
    double high = found.quantile(shares.get(shares.size() - 1));
    if (!(low < high)) {
      return new double[0];
    }
    double[] ends = new double[BARS + 1];
    Arrays.setAll(ends, i -> low + (high - low) * i / BARS);
    return ends;
  }
}
