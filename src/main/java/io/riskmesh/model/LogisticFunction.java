package io.riskmesh.model;

/**
 * XGBoost's logistic function of 32-bit margins in plain Java, with the bits that the library gives
 * with the C library of Linux.
 *
 * <p>The exponential function is the one that this C library uses: 2 to the power of a multiple of
 * 1/32 from a table, times a polynomial of degree 3 in double precision (Arm Optimized Routines,
 * {@code expf}).
 */
public final class LogisticFunction {
  private static final int STEPS = 32;
  private static final double STEPS_PER_UNIT = STEPS * 0x1.71547652b82fep+0;

  private static final double CUBIC = 0x1.c6af84b912394p-5 / STEPS / STEPS / STEPS;
  private static final double QUADRATIC = 0x1.ebfce50fac4f3p-3 / STEPS / STEPS;
  private static final double LINEAR = 0x1.62e42ff0c52d6p-1 / STEPS;

  /** The library adds it to a denominator that could otherwise be 0. */
  private static final float EPSILON = 1e-16f;

  /** Largest argument of the exponential function in the library. */
  private static final float LARGEST = 88.7f;

  private static final double[] POWERS = new double[STEPS];

  static {
    for (int i = 0; i < STEPS; i++) {
      POWERS[i] = StrictMath.pow(2, (double) i / STEPS);
    }
  }

  private LogisticFunction() {}

  /** Returns the probability of a margin, from 0 to 1. */
  public static float probability(float margin) {
    return 1.0f / (exp(Math.min(-margin, LARGEST)) + 1.0f + EPSILON);
  }

  /**
   * Returns the margin of a base score, as XGBoost 3 writes it: {@code 5E-1} or {@code [1.8E-1]}.
   * It can differ from the library's in the last bit.
   *
   * @throws IllegalArgumentException unless it is one number between 0 and 1
   */
  public static float baseMargin(String baseScore) {
    String text = baseScore.strip();
    boolean isArray = text.startsWith("[") && text.endsWith("]");
    Double written =
        NumberText.number(isArray ? text.substring(1, text.length() - 1).strip() : text);
    float probability = written == null ? Float.NaN : written.floatValue();
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "base score %s is not a probability between 0 and 1".formatted(baseScore));
    }
    return -(float) StrictMath.log(1.0f / probability - 1.0f);
  }

  private static float exp(float exponent) {
    double scaled = STEPS_PER_UNIT * exponent;
    double nearest = Math.rint(scaled);
    double rest = scaled - nearest;
    int steps = (int) nearest;
    double power = Math.scalb(POWERS[steps & (STEPS - 1)], steps >> 5);
    double square = rest * rest;
    double high = CUBIC * rest + QUADRATIC;
    double low = LINEAR * rest + 1;
    return (float) ((high * square + low) * power);
  }
}
