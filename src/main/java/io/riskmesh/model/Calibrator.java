package io.riskmesh.model;

/**
 * From a margin, the log odds that the booster gives, to a probability that has been held against
 * what really happened: 1 / (1 + exp(-(slope * margin + intercept))). Platt, Probabilistic Outputs
 * for Support Vector Machines, 1999, writes the same with A = -slope and B = -intercept.
 *
 * @param slope above 0, so that no two borrowers change places; below 1 the booster was too sure
 * @param intercept on the scale of log odds
 */
public record Calibrator(double slope, double intercept) {
  /** Takes the booster at its word. */
  public static final Calibrator IDENTITY = new Calibrator(1, 0);

  public Calibrator {
    if (!(slope > 0) || Double.isInfinite(slope) || !Double.isFinite(intercept)) {
      throw new IllegalArgumentException(
          "a calibrator of slope %s and intercept %s".formatted(slope, intercept));
    }
  }

  /** The calibrated probability, the same bits on every machine; from 0 to 1. */
  public double probability(double margin) {
    return 1 / (1 + StrictMath.exp(-(slope * margin + intercept)));
  }
}
