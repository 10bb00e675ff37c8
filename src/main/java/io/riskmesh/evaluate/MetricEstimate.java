package io.riskmesh.evaluate;

/**
 * A value and its standard error.
 *
 * @param value the metric
 * @param error standard error due to the sampling of rows; NaN if the data allow none
 */
record MetricEstimate(double value, double error) {

  /** A row's contribution to a mean. */
  interface Loss {
    /**
     * Returns the contribution.
     *
     * @param probability predicted probability, from 0 to 1
     * @param label 1 or 0
     */
    double of(double probability, int label);
  }

  /**
   * Returns the weighted mean over all rows. Its error is that of a ratio mean by linearisation
   * (Cochran 1977, Sampling Techniques, 6.3); without weights it is the standard error of the mean.
   */
  static MetricEstimate mean(ScoreCurve curve, Loss loss) {
    double sum = 0;
    for (int i = 0; i < curve.size(); i++) {
      sum += curve.positives().at(i) * loss.of(curve.score(i), 1);
      sum += curve.negatives().at(i) * loss.of(curve.score(i), 0);
    }
    double mean = sum / curve.total();
    double squares = 0;
    for (int i = 0; i < curve.size(); i++) {
      squares += curve.positives().squareAt(i) * square(loss.of(curve.score(i), 1) - mean);
      squares += curve.negatives().squareAt(i) * square(loss.of(curve.score(i), 0) - mean);
    }
    double variance = squares / square(curve.total()) * unbiased(curve.effectiveRows());
    return new MetricEstimate(mean, Math.sqrt(variance));
  }

  /** Returns Bessel's correction; NaN for a single row, whose spread cannot be estimated. */
  static double unbiased(double rows) {
    return rows > 1 ? rows / (rows - 1) : Double.NaN;
  }

  static double square(double x) {
    return x * x;
  }
}
