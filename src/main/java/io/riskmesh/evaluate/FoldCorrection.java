package io.riskmesh.evaluate;

import java.util.Locale;

/**
 * Widens intervals of metrics of rows that were predicted out of fold.
 *
 * <p>The models of the folds share most of their rows, so their errors are not independent, and no
 * unbiased estimate of the variance exists (Bengio and Grandvalet 2004). Nadeau and Bengio,
 * Inference for the Generalization Error, 2003, take the correlation of two folds to be the share
 * of the rows that are predicted: the variance of the mean over K folds is then (1 / K + 1 / (K -
 * 1)) times that of one fold, instead of 1 / K times. Here the variance of one fold is K times that
 * of all rows, which is estimated from the rows themselves rather than from K numbers, so every
 * standard error is multiplied by the square root of 1 + K / (K - 1): 1.5 for five folds.
 *
 * @param factor of a standard error
 * @param words what an interval's method says about it
 */
record FoldCorrection(double factor, String words) {
  /** Leaves intervals as they are. */
  static final FoldCorrection NONE = new FoldCorrection(1, "");

  /** Returns the correction for a number of folds. */
  static FoldCorrection of(int folds) {
    double factor = Math.sqrt(1 + folds / (folds - 1.0));
    return new FoldCorrection(
        factor, String.format(Locale.ROOT, ", error x %.2f for %d folds", factor, folds));
  }

  MetricEstimate of(MetricEstimate estimate) {
    return new MetricEstimate(estimate.value(), estimate.error() * factor);
  }

  String how(String method) {
    return method + words;
  }
}
