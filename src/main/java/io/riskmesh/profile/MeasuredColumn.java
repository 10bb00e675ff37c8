package io.riskmesh.profile;

import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.privacy.SecretColumns;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** A column after the first pass: its kind, and how the second pass counts it. */
record MeasuredColumn(
    SourceColumn column, ColumnStatistics found, ColumnKind kind, DisclosureLevel disclosure) {
  /** Texts with more distinct values are not counted by value. */
  private static final long MAX_VALUES = 10_000;

  /** Numbers with more distinct values are counted by ranges. */
  private static final long MAX_NUMBERS = 20;

  /** Share of distinct values from which a text identifies rows. */
  private static final double IDENTIFYING_TEXTS = 0.9;

  /**
   * Estimated share of distinct values from which whole numbers may be identifiers; their values
   * are then counted.
   */
  private static final double NEARLY_UNIQUE = 0.8;

  /** Counted share of distinct values from which whole numbers can be identifiers. */
  private static final double UNIQUE = 0.9;

  /**
   * Planned rows per range: twice the smallest that may be shown, so that ties rarely make it too
   * small.
   */
  private static final int ROWS_PER_RANGE = 2 * PrivacyConfig.SMALL_CELL;

  private static final int BARS = 20;

  /** How the rows of a column are grouped. */
  enum Groups {
    VALUES,
    RANGES,
    NONE
  }

  static MeasuredColumn of(SourceColumn column, ColumnStatistics found, SecretColumns secrets) {
    DisclosureLevel declared = secrets.of(column.name());
    // Texts of a masked column may not be shown, so none can be proposed as a missing value.
    ColumnKind kind = found.kind(column.isSingle(), declared == DisclosureLevel.MASKED);
    boolean identifies =
        declared == DisclosureLevel.OPEN
            && kind == ColumnKind.TEXT
            && found.present() >= PrivacyConfig.SMALL_CELL
            && found.distinct().values() >= IDENTIFYING_TEXTS * found.present();
    return new MeasuredColumn(
        column, found, kind, identifies ? DisclosureLevel.IDENTIFIER : declared);
  }

  /** Returns whether the values are whole numbers that are nearly all distinct, by an estimate. */
  boolean isNearlyUnique() {
    return isOpen()
        && kind == ColumnKind.NUMBER
        && found.numbers().whole()
        && found.numbers().count() >= PrivacyConfig.SMALL_CELL
        && found.distinct().numbers() >= NEARLY_UNIQUE * found.numbers().count();
  }

  /**
   * Returns the column after its distinct values were counted.
   *
   * @param rows number of rows of the source
   */
  MeasuredColumn counted(long distinct, long rows) {
    boolean identifies =
        distinct >= UNIQUE * found.numbers().count()
            && UniqueNumbers.areNames(column.name(), found.numbers(), distinct, rows);
    return identifies ? new MeasuredColumn(column, found, kind, DisclosureLevel.IDENTIFIER) : this;
  }

  /**
   * Returns whether the source lists the column but cannot read it: all of its values are then
   * null.
   */
  boolean isUnread() {
    return kind == ColumnKind.NESTED && found.present() == 0;
  }

  /** Returns the number of rows without a value of the column's kind, as far as it is known. */
  long missing() {
    return isUnread() ? 0 : found.all().rows() - found.valued(kind);
  }

  boolean isOpen() {
    return disclosure == DisclosureLevel.OPEN;
  }

  /**
   * Returns how the rows are grouped. Masked columns are grouped for their information value;
   * identifiers have none.
   */
  Groups groups() {
    if (!isOpen() && disclosure != DisclosureLevel.MASKED) {
      return Groups.NONE;
    }
    return switch (kind) {
      case TEXT -> found.distinct().values() <= mostValues() ? Groups.VALUES : Groups.NONE;
      case NUMBER -> found.distinct(kind) <= MAX_NUMBERS ? Groups.VALUES : Groups.RANGES;
      case TIME -> Groups.RANGES;
      case NESTED, EMPTY -> Groups.NONE;
    };
  }

  /**
   * Returns the most values that are grouped. A masked column that identifies rows is not worth
   * grouping either.
   */
  private double mostValues() {
    return Math.min(
        MAX_VALUES, IDENTIFYING_TEXTS * Math.max(PrivacyConfig.SMALL_CELL, found.present()));
  }

  /**
   * Returns the inclusive upper ends of all ranges but the last: quantiles, fewer if there are few
   * rows.
   */
  double[] edges() {
    return DoubleStream.of(shares())
        .map(found.numbers()::quantile)
        .filter(edge -> edge < found.numbers().greatest())
        .distinct()
        .toArray();
  }

  private double[] shares() {
    if (found.numbers().count() >= 10 * ROWS_PER_RANGE) {
      return new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    }
    if (found.numbers().count() >= 4 * ROWS_PER_RANGE) {
      return new double[] {0.25, 0.5, 0.75};
    }
    return found.numbers().count() >= 2 * ROWS_PER_RANGE ? new double[] {0.5} : new double[0];
  }

  /** Returns where values are counted individually although the column is counted by ranges. */
  NumberTails tails() {
    boolean hasOrder = kind == ColumnKind.NUMBER || kind == ColumnKind.TIME;
    return isOpen() && hasOrder && groups() == Groups.RANGES
        ? NumberTails.of(found.numbers())
        : NumberTails.NONE;
  }

  /** Returns the shares of quantiles that leave enough rows outside; none if there are few rows. */
  List<Double> safeShares() {
    return FirstPass.SHARES.stream()
        .filter(
            q -> Math.min(q, 1 - q) * found.numbers().count() >= PrivacyConfig.SMALL_CELL - 1e-6)
        .toList();
  }

  /** Returns the ends of the histogram's bars: equal steps between the outermost safe quantiles. */
  double[] bars() {
    List<Double> shares = safeShares();
    if (groups() != Groups.RANGES || shares.isEmpty()) {
      return new double[0];
    }
    double low = found.numbers().quantile(shares.get(0));
    double high = found.numbers().quantile(shares.get(shares.size() - 1));
    if (!(low < high)) {
      return new double[0];
    }
    double[] ends = new double[BARS + 1];
    Arrays.setAll(ends, i -> low + (high - low) * i / BARS);
    return ends;
  }
}
