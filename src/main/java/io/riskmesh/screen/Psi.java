package io.riskmesh.screen;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Population stability index of two samples over the same groups.
 *
 * @param value sum over the groups of {@code (q - p) ln(q / p)}, with p and q the shares then and
 *     now; half a row is added to each group on both sides, so that an empty group stays finite
 * @param noise bound that two samples of one population stay below in 999 of 1,000 cases, see
 *     {@link ChanceBound}
 * @param groups number of groups in which either sample has a row
 */
public record Psi(double value, double noise, int groups) {
  private static final double HALF = 0.5;

  /**
   * Computes the index from the rows per group, then and now; it is 0 for fewer than two groups.
   */
  public static Psi of(List<Long> then, List<Long> now) {
    int[] used =
        IntStream.range(0, then.size()).filter(i -> then.get(i) + now.get(i) > 0).toArray();
    long n = then.stream().mapToLong(Long::longValue).sum();
    long m = now.stream().mapToLong(Long::longValue).sum();
    if (used.length < 2 || n == 0 || m == 0) {
      return new Psi(0, 0, used.length);
    }
    double value = 0;
    for (int i : used) {
      double p = (then.get(i) + HALF) / (n + HALF * used.length);
      double q = (now.get(i) + HALF) / (m + HALF * used.length);
      value += (q - p) * StrictMath.log(q / p);
    }
    return new Psi(value, ChanceBound.of(used.length, n, m), used.length);
  }

  /** Returns whether the index is above a limit and above the noise. */
  public boolean exceeds(double limit) {
    return value > limit && value > noise;
  }
}
