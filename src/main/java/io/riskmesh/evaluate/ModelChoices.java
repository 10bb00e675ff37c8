package io.riskmesh.evaluate;

import io.riskmesh.config.EvaluationConfig;
import java.util.function.Function;

/**
 * What is chosen for a model after its training.
 *
 * @param threshold raw probability from which on a borrower is refused
 * @param fit the calibrator
 * @param margins curve of the margins to which it was fitted
 */
record ModelChoices(double threshold, CalibratorFit fit, ScoreCurve margins) {

  /**
   * Chooses the cheapest threshold and fits a calibrator.
   *
   * @param probabilities curve of the rows that decide
   * @param margins curve of the same rows
   */
  static ModelChoices of(
      ScoreCurve probabilities,
      ScoreCurve margins,
      EvaluationConfig cost,
      Function<ScoreCurve, CalibratorFit> calibration) {
    return new ModelChoices(
        CostThresholds.cheapest(probabilities, cost), calibration.apply(margins), margins);
  }
}
