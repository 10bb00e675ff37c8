package io.riskmesh.evaluate;

import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.Evaluation.Recalibration;
import io.riskmesh.model.Calibrator;

/**
 * The rows on which a model is measured, and what was decided about them without their outcomes.
 *
 * @param probabilities curve whose scores are raw probabilities
 * @param margins curve whose scores are margins
 * @param calibrator calibrator of these margins
 * @param decision decisions about the rows
 * @param folds correction of their intervals
 * @param table how the folds did; null for test rows
 */
record MeasuredRows(
    ScoreCurve probabilities,
    ScoreCurve margins,
    Calibrator calibrator,
    Decision decision,
    FoldCorrection folds,
    FoldTable table) {

  /** Returns test rows, to which choices are applied that were made on validation. */
  static MeasuredRows test(
      ScoreCurve probabilities, ScoreCurve margins, ModelChoices choices, EvaluationConfig cost) {
    return new MeasuredRows(
        probabilities,
        margins,
        choices.fit().calibrator(),
        CostThresholds.apply(choices.threshold(), probabilities, cost),
        FoldCorrection.NONE,
        null);
  }

  /** Returns the curve of the calibrated probabilities. */
  ScoreCurve calibrated() {
    return margins.mapped(calibrator::probability);
  }

  /**
   * Returns the calibrator of the margins after the shift to a long-run rate.
   *
   * @param published the calibrator that is published, and its shift
   */
  Calibrator anchored(Recalibration published) {
    if (published.anchor() == null) {
      return calibrator;
    }
    return table == null
        ? published.calibrator()
        : calibrator.withIntercept(calibrator.intercept() + published.anchor().shift());
  }
}
