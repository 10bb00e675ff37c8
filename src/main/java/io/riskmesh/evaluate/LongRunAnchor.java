package io.riskmesh.evaluate;

import io.riskmesh.model.Calibrator;

/** Shifts a calibrator so that the mean calibrated probability of some rows is a given rate. */
final class LongRunAnchor {
  private static final int MAX_STEPS = 100;
  private static final double TOLERANCE = 1e-14;

  private LongRunAnchor() {}

  /**
   * Returns the calibrator with another intercept, found by Newton's method on the logit of the
   * mean, in which a shift is nearly linear. Weights count; the same rows give the same bits.
   *
   * @param margins curve whose scores are margins
   * @param rate between 0 and 1
   */
  static Calibrator shifted(Calibrator calibrator, ScoreCurve margins, double rate) {
    double goal = logit(rate);
    Calibrator shifted = calibrator;
    for (int i = 0; i < MAX_STEPS; i++) {
      double mean = 0;
      double slope = 0;
      for (int at = 0; at < margins.size(); at++) {
        double p = 1 / (1 + StrictMath.exp(-shifted.logit(margins.score(at))));
        double weight = margins.at(at) / margins.total();
        mean += weight * p;
        slope += weight * p * (1 - p);
      }
      double step = (logit(mean) - goal) * mean * (1 - mean) / slope;
      if (!(Math.abs(step) > TOLERANCE * Math.max(1, Math.abs(shifted.intercept())))) {
        break;
      }
      shifted = shifted.withIntercept(shifted.intercept() - step);
    }
    return shifted;
  }

  private static double logit(double share) {
    return StrictMath.log(share / (1 - share));
  }
}
