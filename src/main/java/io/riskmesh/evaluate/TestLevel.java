package io.riskmesh.evaluate;

import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.model.Calibrator;

/**
 * The level of the calibrated probability on test, before it is anchored.
 *
 * @param observed mean probability and default rate of all rows
 * @param expected what the probabilities alone say about the same rows
 */
public record TestLevel(RiskGrade observed, ExpectedQuality expected) {

  /**
   * Compares the probabilities of the rows of a curve with their outcomes.
   *
   * @param margins curve whose scores are margins
   */
  static TestLevel of(ScoreCurve margins, Calibrator calibrator) {
    return new TestLevel(
        RiskGrades.all(margins, calibrator), SoftLabels.expect(margins, calibrator));
  }
}
