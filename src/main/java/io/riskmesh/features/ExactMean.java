package io.riskmesh.features;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Computes a mean that does not depend on the order of the rows: each value is rounded to an
 * integer multiple of 2^-{@code scale}, and sums of integers are exact. The scale is the finest for
 * which the sum cannot overflow, so the error of the mean is at most rows * largest value * 2^-60:
 * for a million rows at most 10^-12 of the largest value.
 */
record ExactMean(int scale) {
  /**
   * Bound on the magnitude of log1p below zero, where it is largest for the smallest double above
   * -1.
   */
  private static final double DEEPEST_LOG = 37;

  /**
   * Finest scale. Doubles end at 2^1023; values so small that they would need a finer scale count
   * as zero.
   */
  private static final int FINEST = 1000;

  /**
   * Chooses the scale.
   *
   * @param count at least the number of values
   * @param least smallest value, or NaN if log1p made it missing
   * @param greatest largest value or NaN
   */
  static ExactMean of(long count, double least, double greatest) {
    double magnitude = Math.max(magnitude(least), magnitude(greatest));
    int bits = Math.getExponent(magnitude) + 1 + (64 - Long.numberOfLeadingZeros(count));
    return new ExactMean(Math.min(62 - bits, FINEST));
  }

  private static double magnitude(double value) {
    return Double.isNaN(value) ? DEEPEST_LOG : Math.abs(value);
  }

  /** Returns the two aggregates that {@link #read} uses. */
  List<Column> aggregates(Column value) {
    Column whole = rint(value.multiply(lit(Math.scalb(1.0, scale)))).cast("bigint");
    Column present = when(not(isnan(value)), whole);
    return List.of(sum(present), count(present));
  }

  /** Returns the mean, NaN if there is no value. */
  double read(Row row, int at) {
    long count = row.getLong(at + 1);
    return count == 0 ? Double.NaN : Math.scalb((double) row.getLong(at) / count, -scale);
  }
}
