package io.riskmesh.evaluate;

import java.util.Arrays;
import java.util.Random;

/** Made-up scores of several models for the same rows. */
public final class PairedModels {
  private PairedModels() {}

  /**
   * Returns the scores of models of which each sees less: a common signal that separates the
   * classes, and noise of each model's own.
   *
   * @param defaults of the rows
   * @param separation distance of the classes, in standard deviations of the signal
   * @param noise standard deviation of the model's own noise
   */
  public static float[] scores(boolean[] defaults, double separation, double noise, long seed) {
    Random signal = new Random(Arrays.hashCode(defaults));
    Random own = new Random(seed);
    float[] scores = new float[defaults.length];
    for (int i = 0; i < scores.length; i++) {
      double x = signal.nextGaussian() + (defaults[i] ? separation : 0);
      double z = x + noise * own.nextGaussian();
      scores[i] = (float) (1 / (1 + Math.exp(2 - z)));
    }
    return scores;
  }

  /** Returns rows of which about this share defaults. */
  public static boolean[] defaults(int rows, double rate, long seed) {
    Random random = new Random(seed);
    boolean[] defaults = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      defaults[i] = random.nextDouble() < rate;
    }
    return defaults;
  }

  /** Returns pairs with equal weights. */
  public static PairedScores pairs(boolean[] defaults, float[] own, float[] other) {
    double[] weights = new double[defaults.length];
    Arrays.fill(weights, 1);
    return new PairedScores(defaults, weights, own, other);
  }
}
