package io.riskmesh.profile;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * What an index of the form {@code sum((q - p) ln(q / p))} over the groups of two samples stays
 * below in 999 of 1,000 cases when both are of one population: the chi-square quantile with one
 * degree of freedom less than there are groups, times {@code 1/n + 1/m} (Yurdakul and Naranjo 2020,
 * Statistical properties of the population stability index, Journal of Risk Model Validation
 * 14(4)). The population stability index is such an index of then and now, the information value
 * one of the good and the bad.
 */
public final class ChanceBound {
  private static final double CONFIDENCE = 0.999;

  private ChanceBound() {}

  /** Of samples of n and m rows, both above 0; 0 for fewer than two groups. */
  public static double of(int groups, long n, long m) {
    return groups < 2
        ? 0
        : new ChiSquaredDistribution(null, groups - 1).inverseCumulativeProbability(CONFIDENCE)
            * (1.0 / n + 1.0 / m);
  }
}
