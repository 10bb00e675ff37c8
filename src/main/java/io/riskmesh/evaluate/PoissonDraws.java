package io.riskmesh.evaluate;

import java.util.Random;

/**
 * The weight of one class at each score in one resample: each row drawn a Poisson(1) number of
 * times. Rows of one score are drawn together, by a scaled Poisson with the mean and the variance
 * of their sum; it is exact where they weigh the same.
 */
final class PoissonDraws {
  /** From here on a normal draw with the same mean and variance is as good. */
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

  /** Fills the weights and returns their sum, which is above 0. */
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
