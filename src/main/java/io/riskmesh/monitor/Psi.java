package io.riskmesh.monitor;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Population stability index of two samples over the same groups.
 *
 * @param value sum over the groups of {@code (q - p) ln(q / p)}, with p and q the shares then and
 *     now; half a row is added to each group on both sides, so that an empty one stays finite
 * @param noise what two samples of one population stay below in 999 of 1,000 cases: the chi-square
 *     quantile with one degree of freedom less than there are groups, times {@code 1/n + 1/m}
 *     (Yurdakul and Naranjo 2020, Statistical properties of the population stability index, Journal
 *     of Risk Model Validation 14(4))
 * @param groups groups in which either sample has a row
 */
record Psi(double value, double noise, int groups) {
  private static final double CONFIDENCE = 0.999;

  /** Rows by group, then and now; fewer than two groups have an index of 0. */
  static Psi of(long[] then, long[] now) {
    int groups = 0;
    long n = 0;
    long m = 0;
    for (int i = 0; i < then.length; i++) {
      groups += then[i] + now[i] > 0 ? 1 : 0;
      n += then[i];
      m += now[i];
    }
    if (groups < 2 || n == 0 || m == 0) {
      return new Psi(0, 0, groups);
    }
    double value = 0;
    for (int i = 0; i < then.length; i++) {
      if (then[i] + now[i] > 0) {
        value +=
            distance((then[i] + 0.5) / (n + 0.5 * groups), (now[i] + 0.5) / (m + 0.5 * groups));
      }
    }
    return new Psi(value, noise(groups, n, m), groups);
  }

  private static double distance(double p, double q) {
    return (q - p) * StrictMath.log(q / p);
  }

  static double noise(int groups, long n, long m) {
    double quantile =
        new ChiSquaredDistribution(null, groups - 1).inverseCumulativeProbability(CONFIDENCE);
    return quantile * (1.0 / n + 1.0 / m);
  }

  boolean exceeds(double limit) {
    return value > limit && value > noise;
  }
}
