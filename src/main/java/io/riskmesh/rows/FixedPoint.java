package io.riskmesh.evaluate;

import java.io.Serializable;

/**
 * Weights as whole numbers, since sums of doubles depend on their order.
 *
 * @param top exponent of a power of two above every weight
 * @param bits bits of a weight after the point, relative to that power
 */
record FixedPoint(int top, int bits) implements Serializable {
  private static final int BITS_OF_SUM = 62;
  private static final int MAX_BITS = 52;

  /** Rows without weights: each is one unit. */
  static final FixedPoint UNWEIGHTED = new FixedPoint(0, 0);

  /**
   * Returns weights in the finest unit for which the sum over all rows fits into a long; 1 without
   * weights.
   */
  static FixedPoint of(PredictionStatistics census) {
    return census.weighted() ? of(census.total(), census.heaviest()) : UNWEIGHTED;
  }

  /**
   * Returns weights in the finest unit for which their sum fits into a long.
   *
   * @param heaviest largest weight
   */
  static FixedPoint of(long rows, float heaviest) {
    int rowBits = Long.SIZE - Long.numberOfLeadingZeros(rows);
    return new FixedPoint(
        Math.getExponent(heaviest) + 1, Math.min(MAX_BITS, BITS_OF_SUM - rowBits));
  }

  /** Returns a row's weight in units. */
  long weight(float weight) {
    return units(relative(weight));
  }

  /** Returns a row's squared weight in square units. */
  long square(float weight) {
    double relative = relative(weight);
    return units(relative * relative);
  }

  /** Returns the value of one unit, a power of two. */
  double unit() {
    return Math.scalb(1.0, top - bits);
  }

  /** Returns the value of one square unit, a power of two. */
  double squareUnit() {
    return Math.scalb(1.0, 2 * top - bits);
  }

  private double relative(float weight) {
    return weight * Math.scalb(1.0, -top);
  }

  private long units(double relative) {
    return (long) Math.rint(relative * Math.scalb(1.0, bits));
  }
}
