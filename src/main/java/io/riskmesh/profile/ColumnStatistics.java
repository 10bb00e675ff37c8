package io.riskmesh.profile;

import org.apache.spark.sql.Row;

/**
 * Statistics of a column from the first pass, and of all rows.
 *
 * @param all all rows of the source, whatever they have in this column
 * @param malformed records of a text file that do not match the header; null for typed sources
 * @param present rows with a value of any kind
 * @param distinct estimated numbers of distinct values
 * @param shapes present values by what they can be read as
 * @param numbers present values that have a finite number
 * @param moments of these numbers
 */
record ColumnStatistics(
    LabelCounts all,
    Long malformed,
    long present,
    DistinctCounts distinct,
    ShapeCounts shapes,
    FiniteNumbers numbers,
    NumberMoments moments) {
  private static final long MAX_OTHERS = 3;
  private static final long MIN_NUMBERS = 30;
  private static final double MOSTLY = 0.8;

  /**
   * Numbers of distinct values, all of them estimates.
   *
   * @param values values of any kind
   * @param numbers those that are numbers or times
   * @param others texts that are neither these nor gaps
   */
  record DistinctCounts(long values, long numbers, long others) {
    static DistinctCounts of(Row row) {
      return new DistinctCounts(
          row.getAs("distinct"), row.getAs("distinctNumbers"), row.getAs("distinctOthers"));
    }
  }

  /**
   * Present values by what they can be read as.
   *
   * @param gaps texts commonly entered for a missing value, if texts are examined
   */
  record ShapeCounts(long numbers, long dates, long times, long gaps) {
    static ShapeCounts of(Row row) {
      return new ShapeCounts(
          row.getAs("numbers"), row.getAs("dates"), row.getAs("times"), row.getAs("gaps"));
    }

    /** Returns the number of dates and times. */
    long datesAndTimes() {
      return dates + times;
    }
  }

  /**
   * Moments of the finite numbers; each is null if undefined.
   *
   * @param deviation standard deviation of a sample
   * @param correlation Pearson's correlation with the label
   */
  record NumberMoments(Double mean, Double deviation, Double correlation) {
    static NumberMoments of(Row row) {
      Double correlation = row.getAs("correlation");
      return new NumberMoments(
          row.getAs("mean"),
          row.getAs("deviation"),
          correlation != null && Double.isFinite(correlation) ? correlation : null);
    }
  }

  static ColumnStatistics of(Row row) {
    Double defaults = row.getAs("defaults");
    return new ColumnStatistics(
        new LabelCounts(
            row.getAs("rows"), row.getAs("labelled"), defaults == null ? 0 : Math.round(defaults)),
        row.getAs("malformed"),
        row.getAs("present"),
        DistinctCounts.of(row),
        ShapeCounts.of(row),
        FiniteNumbers.of(row),
        NumberMoments.of(row));
  }

  /**
   * Returns the kind of the values.
   *
   * @param isPure whether a single text among numbers makes the column text
   */
  ColumnKind kind(boolean isSingle, boolean isPure) {
    if (!isSingle) {
      return ColumnKind.NESTED;
    }
    if (present == 0) {
      return ColumnKind.EMPTY;
    }
    if (shapes.numbers() == present || (!isPure && isNumberWithTexts())) {
      return ColumnKind.NUMBER;
    }
    boolean isTime = shapes.dates() == present || shapes.times() == present;
    return isTime || (!isPure && isTimeWithGaps()) ? ColumnKind.TIME : ColumnKind.TEXT;
  }

  private boolean isTimeWithGaps() {
    return shapes.datesAndTimes() > 0
        && (shapes.dates() == 0 || shapes.times() == 0)
        && shapes.datesAndTimes() + shapes.gaps() == present;
  }

  /**
   * Returns whether the values are numbers with some texts: mostly numbers, and otherwise only
   * texts for a missing value; or many distinct numbers, and a few other texts that recur.
   */
  private boolean isNumberWithTexts() {
    if (2 * shapes.numbers() < present || shapes.datesAndTimes() > 0) {
      return false;
    }
    return shapes.numbers() + shapes.gaps() == present
        || (distinct.others() <= MAX_OTHERS
            && distinct.numbers() >= MIN_NUMBERS
            && shapes.numbers() >= MOSTLY * present);
  }

  /** Returns the number of rows that have a value of the kind. */
  long valued(ColumnKind kind) {
    return switch (kind) {
      case NUMBER -> shapes.numbers();
      case TIME -> shapes.datesAndTimes();
      case TEXT, NESTED, EMPTY -> present;
    };
  }

  /** Returns the number of distinct values of the kind, an estimate. */
  long distinct(ColumnKind kind) {
    return kind == ColumnKind.NUMBER || kind == ColumnKind.TIME
        ? distinct.numbers() + (shapes.numbers() + shapes.datesAndTimes() > numbers.count() ? 1 : 0)
        : distinct.values();
  }

  boolean isVaried() {
    return moments.deviation() != null && moments.deviation() > 0;
  }
}
