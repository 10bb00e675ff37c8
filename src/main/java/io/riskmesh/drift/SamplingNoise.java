package io.riskmesh.drift;

/** What two samples of one population differ by, up to 999 times in 1,000. */
final class SamplingNoise {
  /** Of a two-sided comparison: 99.95 % quantile of the standard normal distribution. */
  private static final double Z = 3.290526731491926;

  private SamplingNoise() {}

  /** Of a share, by the pooled two-sample z test. */
  static double ofShares(double then, long n, double now, long m) {
    double pooled = (then * n + now * m) / (n + m);
    return Z * Math.sqrt(pooled * (1 - pooled) * (1.0 / n + 1.0 / m));
  }
}
