package io.riskmesh.features;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Finds round numbers, which are easier to read than the values of a row, and are nobody's. */
final class RoundNumber {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private RoundNumber() {}

  /**
   * Returns the number with the fewest decimal places that is above one number and at most another;
   * of several, the one nearest to their middle.
   *
   * @param low finite, below {@code high}
   */
  static double between(double low, double high) {
    BigDecimal least = new BigDecimal(low);
    BigDecimal most = new BigDecimal(high);
    BigDecimal middle = least.add(most).divide(TWO, MathContext.UNLIMITED);
    BigDecimal width = most.subtract(least);
    // The power of ten above the width: at most one multiple of it lies between the numbers.
    int scale = width.scale() - width.precision();
    while (true) {
      BigDecimal nearest = middle.setScale(scale, RoundingMode.HALF_UP);
      BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(-scale);
      for (BigDecimal round :
          new BigDecimal[] {nearest, nearest.add(step), nearest.subtract(step)}) {
        double found = round.doubleValue() + 0.0;
        // A decimal between neighbouring doubles may be read as the lower one.
        if (found > low && found <= high) {
          return found;
        }
      }
      scale++;
    }
  }
}
