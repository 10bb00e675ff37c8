package io.riskmesh.evaluate;

import java.util.Random;

/**
 * Weights of one class at each score in bootstrap resamples: each row is drawn a Poisson(1) number
 * of times. Rows with the same score are drawn together, by a scaled Poisson variable with the mean
 * and variance of their sum; this is exact if they have equal weights.
 */
final class PoissonDraws {
  /** Mean above which a normal draw with the same mean and variance is accurate enough. */
  private static final double MANY = 40;

  private final double[] means;
  private final double[] scales;
  private final double[] zeros;

  PoissonDraws(ClassWeights mass, int size) {
    means = new double[size];
    scales = new double[size];
    zeros = new double[size];
    for (int i = 0; i < size; i++) {
      means[i] = ClassWeights.effectiveRows(mass.at(i), mass.squareAt(i));
      scales[i] = means[i] == 0 ? 0 : mass.at(i) / means[i];
      zeros[i] = StrictMath.exp(-means[i]);
    }
  }

  /** Fills in the weights of a resample and returns their sum, which is above 0. */
  double draw(Random random, double[] into) {
    double total;
    do {
      total = 0;
      for (int i = 0; i < into.length; i++) {
        into[i] = scales[i] == 0 ? 0 : scales[i] * count(random, i);
        total += into[i];
      }
    } while (total == 0);
    return total;
  }

  private double count(Random random, int i) {
    double mean = means[i];
    if (mean > MANY) {
      return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double left = random.nextDouble() - zeros[i];
    double chance = zeros[i];
    int count = 0;
    while (left > 0 && chance > 0) {
      chance *= mean / ++count;
      left -= chance;
    }
    return count;
  }
}
