package io.riskmesh.screen;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Bound that an index of the form {@code sum((q - p) ln(q / p))} over the groups of two samples
 * stays below in 999 of 1,000 cases if both samples are of one population. It is the chi-square
 * quantile with one degree of freedom less than there are groups, times {@code 1/n + 1/m} (Yurdakul
 * and Naranjo 2020, Statistical properties of the population stability index, Journal of Risk Model
 * Validation 14(4)). The population stability index is such an index of then and now; the
 * information value is one of good and bad rows.
 */
public final class ChanceBound {
  private static final double CONFIDENCE = 0.999;

  private ChanceBound() {}

  /** Returns the bound for samples of n and m rows, both above 0; 0 for fewer than two groups. */
  public static double of(int groups, long n, long m) {
    return groups < 2
        ? 0
        : new ChiSquaredDistribution(null, groups - 1).inverseCumulativeProbability(CONFIDENCE)
            * (1.0 / n + 1.0 / m);
  }
}
