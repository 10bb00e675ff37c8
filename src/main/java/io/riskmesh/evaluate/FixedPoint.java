package io.riskmesh.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rint;

import org.apache.spark.sql.Column;

/**
 * Weights as whole numbers, since sums of doubles depend on their order.
 *
 * @param weight a row's weight in units
 * @param square a row's squared weight in square units
 * @param unit value of one unit; a power of two
 * @param squareUnit value of one square unit; a power of two
 */
record FixedPoint(Column weight, Column square, double unit, double squareUnit) {
  private static final int BITS_OF_SUM = 62;
  private static final int MAX_BITS = 52;

  /**
   * Returns weights in the finest unit for which the sum over all rows fits into a long; 1 without
   * weights.
   */
  static FixedPoint of(PredictionStatistics census) {
    if (!census.weighted()) {
      return new FixedPoint(lit(1L), lit(1L), 1, 1);
    }
    int top = Math.getExponent(census.heaviest()) + 1;
    int rowBits = Long.SIZE - Long.numberOfLeadingZeros(census.total());
    int bits = Math.min(MAX_BITS, BITS_OF_SUM - rowBits);
    Column relative = col(PredictionColumns.WEIGHT).cast("double").multiply(Math.scalb(1.0, -top));
    return new FixedPoint(
        units(relative, bits),
        units(relative.multiply(relative), bits),
        Math.scalb(1.0, top - bits),
        Math.scalb(1.0, 2 * top - bits));
  }

  private static Column units(Column relative, int bits) {
    return rint(relative.multiply(Math.scalb(1.0, bits))).cast("long");
  }
}
