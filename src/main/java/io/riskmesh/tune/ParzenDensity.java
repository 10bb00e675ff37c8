package io.riskmesh.tune;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * A density on [0, 1]: the mean of a uniform density and one truncated normal density per
 * observation (Bergstra et al. 2011, Algorithms for Hyper-Parameter Optimization, 4.2).
 */
final class ParzenDensity {
  private static final double MIN_WIDTH = 0.05;
  private static final double MAX_WIDTH = 0.3;

  private final List<NormalDistribution> kernels;
  private final double[] masses;

  /** Creates the density of at least one observation in [0, 1]. */
  ParzenDensity(double... observations) {
    double width = width(observations);
    this.kernels =
        DoubleStream.of(observations)
            .mapToObj(centre -> new NormalDistribution(null, centre, width))
            .toList();
    this.masses = kernels.stream().mapToDouble(kernel -> kernel.probability(0, 1)).toArray();
  }

  /** Returns Scott's bandwidth, within limits that keep the density smooth but not flat. */
  private static double width(double[] observations) {
    double mean = DoubleStream.of(observations).average().orElseThrow();
    double variance =
        DoubleStream.of(observations).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    double scott = Math.sqrt(variance) * StrictMath.pow(observations.length, -0.2);
    return Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, scott));
  }

  /** Returns the density at a position in [0, 1]. */
  double density(double position) {
    double sum = 1;
    for (int i = 0; i < masses.length; i++) {
      sum += kernels.get(i).density(position) / masses[i];
    }
    return sum / (masses.length + 1);
  }

  /** Draws a position. */
  double draw(SplittableRandom random) {
    int component = random.nextInt(masses.length + 1);
    if (component == masses.length) {
      return random.nextDouble();
    }
    NormalDistribution kernel = kernels.get(component);
    double low = kernel.cumulativeProbability(0);
    double high = kernel.cumulativeProbability(1);
    double drawn = kernel.inverseCumulativeProbability(low + random.nextDouble() * (high - low));
    return Math.max(0, Math.min(1, drawn));
  }
}
