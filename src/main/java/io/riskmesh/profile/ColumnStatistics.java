package io.riskmesh.profile;

import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Statistics of a column from the first pass, and of all rows.
 *
 * @param present rows with a value of any kind
 * @param distinct distinct values; {@code distinctNumbers} counts those that are numbers or times,
 *     {@code distinctOthers} the texts that are neither these nor gaps; all three are estimates
 * @param numbers present values that are numbers; {@code dates} and {@code times} count theirs in
 *     the same way
 * @param gaps texts commonly entered for a missing value, if texts are examined
 * @param finite present values that have a finite number
 * @param below finite numbers below zero
 * @param whole whether every finite number is whole
 * @param correlation Pearson's correlation with the label; null if undefined
 */
record ColumnStatistics(
    long rows,
    long labelled,
    long defaults,
    Long malformed,
    long present,
    long distinct,
    long distinctNumbers,
    long distinctOthers,
    long numbers,
    long dates,
    long times,
    long gaps,
    long finite,
    long below,
    boolean whole,
    Double least,
    Double greatest,
    Double mean,
    Double deviation,
    Double correlation,
    List<Double> quantiles) {
  private static final long MAX_OTHERS = 3;
  private static final long MIN_NUMBERS = 30;
  private static final double MOSTLY = 0.8;

  static ColumnStatistics of(Row row) {
    return new ColumnStatistics(
        row.getAs("rows"),
        row.getAs("labelled"),
        count(row, "defaults"),
        row.getAs("malformed"),
        row.getAs("present"),
        row.getAs("distinct"),
        row.getAs("distinctNumbers"),
        row.getAs("distinctOthers"),
        row.getAs("numbers"),
        row.getAs("dates"),
        row.getAs("times"),
        row.getAs("gaps"),
        row.getAs("finite"),
        row.getAs("below"),
        Boolean.TRUE.equals(row.getAs("whole")),
        row.getAs("least"),
        row.getAs("greatest"),
        row.getAs("mean"),
        row.getAs("deviation"),
        finite(row.getAs("correlation")),
        row.isNullAt(row.fieldIndex("quantiles"))
            ? List.of()
            : row.getList(row.fieldIndex("quantiles")));
  }

  private static long count(Row row, String name) {
    Double sum = row.getAs(name);
    return sum == null ? 0 : Math.round(sum);
  }

  private static Double finite(Double value) {
    return value != null && Double.isFinite(value) ? value : null;
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
    if (numbers == present || (!isPure && isNumberWithTexts())) {
      return ColumnKind.NUMBER;
    }
    boolean isTime = dates == present || times == present;
    boolean isTimeWithGaps = dates + times > 0 && (dates == 0 || times == 0);
    return isTime || (!isPure && isTimeWithGaps && dates + times + gaps == present)
        ? ColumnKind.TIME
        : ColumnKind.TEXT;
  }

  /**
   * Returns whether the values are numbers with some texts: mostly numbers, and otherwise only
   * texts for a missing value; or many distinct numbers, and a few other texts that recur.
   */
  private boolean isNumberWithTexts() {
    long others = present - numbers - dates - times - gaps;
    if (2 * numbers < present || dates + times > 0) {
      return false;
    }
    return others == 0
        || (distinctOthers <= MAX_OTHERS
            && distinctNumbers >= MIN_NUMBERS
            && numbers >= MOSTLY * present);
  }

  /** Returns the number of rows that have a value of the kind. */
  long valued(ColumnKind kind) {
    return switch (kind) {
      case NUMBER -> numbers;
      case TIME -> dates + times;
      case TEXT, NESTED, EMPTY -> present;
    };
  }

  /** Returns the number of distinct values of the kind, an estimate. */
  long distinct(ColumnKind kind) {
    return kind == ColumnKind.NUMBER || kind == ColumnKind.TIME
        ? distinctNumbers + (numbers + dates + times > finite ? 1 : 0)
        : distinct;
  }

  boolean isVaried() {
    return deviation != null && deviation > 0;
  }

  /** Returns the quantile at one of {@link FirstPass#SHARES}. */
  double quantile(double share) {
    return quantiles.get(FirstPass.SHARES.indexOf(share));
  }
}
