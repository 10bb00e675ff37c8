package io.riskmesh.model;

/**
 * Converts a margin, which is the booster's output in log odds, to a probability calibrated on
 * observed outcomes: 1 / (1 + exp(-(slope * margin + intercept))). Platt, Probabilistic Outputs for
 * Support Vector Machines, 1999, writes the same with A = -slope and B = -intercept.
 *
 * @param slope above 0, so that the ranking of borrowers is unchanged; below 1 if the booster was
 *     overconfident
 * @param intercept in log odds
 */
public record Calibrator(double slope, double intercept) {
  /** Leaves the booster's probability unchanged. */
  public static final Calibrator IDENTITY = new Calibrator(1, 0);

  /**
   * Requires a finite slope above 0 and a finite intercept.
   *
   * @throws IllegalArgumentException when one of them is out of range
   */
  public Calibrator {
    if (!(slope > 0) || Double.isInfinite(slope) || !Double.isFinite(intercept)) {
      throw new IllegalArgumentException(
          "invalid calibrator: slope %s, intercept %s".formatted(slope, intercept));
    }
  }

  /** Returns the calibrated probability, from 0 to 1, with the same bits on every machine. */
  public double probability(double margin) {
    return 1 / (1 + StrictMath.exp(-(slope * margin + intercept)));
  }
}
