package io.riskmesh.evaluate;

import static io.riskmesh.evaluate.MetricEstimate.square;

/**
 * A 95 % interval of a metric.
 *
 * @param low null where there is none
 * @param high null where there is none
 * @param how how it was made; null where there is none
 * @param missing why there is none, where the data allow none
 */
public record ConfidenceInterval(Double low, Double high, String how, String missing) {
  /** 97.5 % quantile of the standard normal distribution. */
  static final double Z = 1.959963984540054;

  /** No interval is computed. */
  static final ConfidenceInterval NONE = new ConfidenceInterval(null, null, null, null);

  ConfidenceInterval(Double low, Double high, String how) {
    this(low, high, how, null);
  }

  /** The data allow no interval. */
  static ConfidenceInterval none(String why) {
    return new ConfidenceInterval(null, null, null, why);
  }

  /**
   * Symmetric on the logit scale, so that it stays within 0 and 1 and leans to the middle (Pepe
   * 2003, The Statistical Evaluation of Medical Tests, 5.2). A value of 0 or 1 has none.
   */
  static ConfidenceInterval logit(MetricEstimate estimate, String how) {
    double value = estimate.value();
    if (!(value > 0 && value < 1)) {
      return none("the classes do not overlap");
    }
    double step = Z * estimate.error() / (value * (1 - value));
    double centre = StrictMath.log(value / (1 - value));
    return known(
        estimate, () -> new ConfidenceInterval(expit(centre - step), expit(centre + step), how));
  }

  /** The standard error that {@link #logit} was given. */
  static double deviation(double value, double low, double high) {
    double width = StrictMath.log(high / (1 - high)) - StrictMath.log(low / (1 - low));
    return width / (2 * Z) * value * (1 - value);
  }

  /** Value and error, cut to the range that the metric can have. */
  static ConfidenceInterval normal(MetricEstimate estimate, double least, double most, String how) {
    double step = Z * estimate.error();
    return known(
        estimate,
        () ->
            new ConfidenceInterval(
                Math.max(least, estimate.value() - step),
                Math.min(most, estimate.value() + step),
                how));
  }

  /** Interval of the distance from 0 of what this is the interval of. */
  ConfidenceInterval distance() {
    if (low == null) {
      return this;
    }
    double near = low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
    return new ConfidenceInterval(near, Math.max(Math.abs(low), Math.abs(high)), how);
  }

  /**
   * Wilson's score interval of a share (Wilson 1927).
   *
   * @param rows effective number of rows
   */
  public static ConfidenceInterval wilson(double share, double rows) {
    double centre = (share + square(Z) / (2 * rows)) / (1 + square(Z) / rows);
    double step =
        Z / (1 + square(Z) / rows) * Math.sqrt(share * (1 - share) / rows + square(Z / rows) / 4);
    return new ConfidenceInterval(Math.max(0, centre - step), Math.min(1, centre + step), "Wilson");
  }

  /** {@code 2 x - 1}, for Gini from AUC. */
  ConfidenceInterval doubledMinusOne() {
    return low == null ? this : new ConfidenceInterval(2 * low - 1, 2 * high - 1, how);
  }

  private static ConfidenceInterval known(
      MetricEstimate estimate, java.util.function.Supplier<ConfidenceInterval> interval) {
    return Double.isFinite(estimate.error()) ? interval.get() : none("a class has one row");
  }

  private static double expit(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
