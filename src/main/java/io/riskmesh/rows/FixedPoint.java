package io.riskmesh.rows;

import java.io.Serializable;

/**
 * Numbers as whole numbers of a unit, since sums of doubles depend on their order.
 *
 * @param top exponent of a power of two above every number
 * @param bits bits of a number after the point, relative to that power
 */
public record FixedPoint(int top, int bits) implements Serializable {
  private static final int BITS_OF_SUM = 62;
  private static final int MAX_BITS = 52;

  /** Of the numbers whose next power of two is 1. */
  private static final float HALF = 0.5f;

  /** Rows without weights: each is one unit. */
  public static final FixedPoint UNWEIGHTED = new FixedPoint(0, 0);

  /**
   * Returns weights in the finest unit for which their sum fits into a long.
   *
   * @param heaviest largest weight
   */
  public static FixedPoint of(long rows, float heaviest) {
    int rowBits = Long.SIZE - Long.numberOfLeadingZeros(rows);
    return new FixedPoint(
        Math.getExponent(heaviest) + 1, Math.min(MAX_BITS, BITS_OF_SUM - rowBits));
  }

  /**
   * Returns numbers below 1 in the finest unit for which their sum fits into a long.
   *
   * @param rows at least the number of numbers
   */
  public static FixedPoint of(long rows) {
    return of(rows, HALF);
  }

  /** Returns a number in units, rounded. */
  public long whole(double number) {
    return units(number * Math.scalb(1.0, -top));
  }

  /** Returns a row's weight in units. */
  public long weight(float weight) {
    return units(relative(weight));
  }

  /** Returns a row's squared weight in square units. */
  public long square(float weight) {
    double relative = relative(weight);
    return units(relative * relative);
  }

  /** Returns the value of one unit, a power of two. */
  public double unit() {
    return Math.scalb(1.0, top - bits);
  }

  /** Returns the value of one square unit, a power of two. */
  public double squareUnit() {
    return Math.scalb(1.0, 2 * top - bits);
  }

  private double relative(float weight) {
    return weight * Math.scalb(1.0, -top);
  }

  private long units(double relative) {
    return (long) Math.rint(relative * Math.scalb(1.0, bits));
  }
}
