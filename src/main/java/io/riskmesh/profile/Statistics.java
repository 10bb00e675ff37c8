package io.riskmesh.profile;

import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What the first pass finds of a column, and of all rows.
 *
 * @param numbers present values that are numbers; likewise dates and times
 * @param finite present values that have a finite number
 * @param below finite numbers below zero
 * @param whole whether every finite number is whole
 * @param correlation Pearson's with the label; null where it is undefined
 */
record Statistics(
    long rows,
    long labelled,
    long defaults,
    Long malformed,
    long present,
    long distinct,
    long numbers,
    long dates,
    long times,
    long finite,
    long below,
    boolean whole,
    Double least,
    Double greatest,
    Double mean,
    Double deviation,
    Double correlation,
    List<Double> quantiles) {

  static Statistics of(Row row) {
    return new Statistics(
        row.getAs("rows"),
        row.getAs("labelled"),
        count(row, "defaults"),
        row.getAs("malformed"),
        row.getAs("present"),
        row.getAs("distinct"),
        row.getAs("numbers"),
        row.getAs("dates"),
        row.getAs("times"),
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

  Kind kind(boolean isSingle) {
    if (present == 0) {
      return Kind.EMPTY;
    }
    if (!isSingle) {
      return Kind.NESTED;
    }
    if (numbers == present) {
      return Kind.NUMBER;
    }
    return dates == present || times == present ? Kind.TIME : Kind.TEXT;
  }

  boolean isVaried() {
    return deviation != null && deviation > 0;
  }

  /** The quantile at one of {@link FirstPass#SHARES}. */
  double quantile(double share) {
    return quantiles.get(FirstPass.SHARES.indexOf(share));
  }
}
