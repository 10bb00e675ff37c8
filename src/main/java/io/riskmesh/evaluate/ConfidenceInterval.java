package io.riskmesh.evaluate;

import static io.riskmesh.evaluate.MetricEstimate.square;

/**
 * A 95 % confidence interval of a metric.
 *
 * @param low lower end; null if there is no interval
 * @param high upper end; null if there is no interval
 * @param how method of the interval; null if there is no interval
 * @param missing why the data allow no interval, if that is so
 */
public record ConfidenceInterval(Double low, Double high, String how, String missing) {
  /** 97.5 % quantile of the standard normal distribution. */
  static final double Z = 1.959963984540054;

  /** The absence of an interval where none is computed. */
  static final ConfidenceInterval NONE = new ConfidenceInterval(null, null, null, null);

  ConfidenceInterval(Double low, Double high, String how) {
    this(low, high, how, null);
  }

  /** Returns the absence of an interval where the data allow none. */
  static ConfidenceInterval none(String why) {
    return new ConfidenceInterval(null, null, null, why);
  }

  /**
   * Returns an interval that is symmetric on the logit scale, so that it stays within 0 and 1 and
   * is skewed towards the middle (Pepe 2003, The Statistical Evaluation of Medical Tests, 5.2). A
   * value of 0 or 1 has no interval.
   */
  static ConfidenceInterval logit(MetricEstimate estimate, String how) {
    return logit(estimate, how, Z);
  }

  /**
   * Returns the interval of another confidence.
   *
   * @param z quantile of the standard normal distribution
   */
  static ConfidenceInterval logit(MetricEstimate estimate, String how, double z) {
    double value = estimate.value();
    if (!(value > 0 && value < 1)) {
      return none("the classes do not overlap");
    }
    double step = z * estimate.error() / (value * (1 - value));
    double centre = StrictMath.log(value / (1 - value));
    return known(
        estimate, () -> new ConfidenceInterval(expit(centre - step), expit(centre + step), how));
  }

  /** Returns the standard error from which {@link #logit} computed the interval. */
  static double deviation(double value, double low, double high) {
    double width = StrictMath.log(high / (1 - high)) - StrictMath.log(low / (1 - low));
    return width / (2 * Z) * value * (1 - value);
  }

  /** Returns a normal interval, truncated to the range of the metric. */
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

  /** Returns the interval of the absolute value of the metric. */
  public ConfidenceInterval distance() {
    if (low == null) {
      return this;
    }
    double near = low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
    return new ConfidenceInterval(near, Math.max(Math.abs(low), Math.abs(high)), how);
  }

  /**
   * Returns Wilson's score interval of a share (Wilson 1927).
   *
   * @param share observed share, from 0 to 1
   * @param rows effective number of rows
   */
  public static ConfidenceInterval wilson(double share, double rows) {
    return wilson(share, rows, Z);
  }

  /**
   * Returns the interval of another confidence.
   *
   * @param z quantile of the standard normal distribution
   */
  static ConfidenceInterval wilson(double share, double rows, double z) {
    double centre = (share + square(z) / (2 * rows)) / (1 + square(z) / rows);
    double step =
        z / (1 + square(z) / rows) * Math.sqrt(share * (1 - share) / rows + square(z / rows) / 4);
    return new ConfidenceInterval(Math.max(0, centre - step), Math.min(1, centre + step), "Wilson");
  }

  /** Returns the interval of a value minus the one that this interval is of. */
  ConfidenceInterval from(double value) {
    return new ConfidenceInterval(value - high, value - low, how);
  }

  /** Returns the interval of {@code 2 x - 1}, which converts AUC to Gini. */
  ConfidenceInterval doubledMinusOne() {
    return low == null ? this : new ConfidenceInterval(2 * low - 1, 2 * high - 1, how);
  }

  /**
   * Returns the interval of a difference of two shares from their Wilson intervals (Newcombe 1998,
   * method 10).
   */
  static ConfidenceInterval difference(
      double share, ConfidenceInterval of, double other, ConfidenceInterval ofOther) {
    double difference = share - other;
    return new ConfidenceInterval(
        difference - Math.hypot(share - of.low, ofOther.high - other),
        difference + Math.hypot(of.high - share, other - ofOther.low),
        "Newcombe");
  }

  /**
   * Returns the interval of a ratio of two shares, on the log scale (Katz et al. 1978); both must
   * be above 0.
   *
   * @param rows effective number of rows
   * @param otherRows effective number of rows of the denominator
   * @param z quantile of the standard normal distribution
   */
  static ConfidenceInterval ratio(
      double share, double rows, double other, double otherRows, double z) {
    double step = z * Math.sqrt((1 - share) / (share * rows) + (1 - other) / (other * otherRows));
    double ratio = share / other;
    return new ConfidenceInterval(
        ratio * StrictMath.exp(-step), ratio * StrictMath.exp(step), "Katz, log scale");
  }

  private static ConfidenceInterval known(
      MetricEstimate estimate, java.util.function.Supplier<ConfidenceInterval> interval) {
    return Double.isFinite(estimate.error()) ? interval.get() : none("a class has one row");
  }

  private static double expit(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
