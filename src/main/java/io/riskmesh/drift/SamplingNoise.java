package io.riskmesh.drift;

/** Bounds the difference of two samples of one population, at 999 of 1,000 cases. */
final class SamplingNoise {
  /** 99.95 % quantile of the standard normal distribution, for a two-sided comparison. */
  private static final double Z = 3.290526731491926;

  private SamplingNoise() {}

  /** Returns the bound for a share, by the pooled two-sample z test. */
  static double ofShares(double then, long n, double now, long m) {
    double pooled = (then * n + now * m) / (n + m);
    return Z * Math.sqrt(pooled * (1 - pooled) * (1.0 / n + 1.0 / m));
  }
}
