package io.riskmesh.drift;

import io.riskmesh.evaluate.ExpectedQuality;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import java.util.List;

/**
 * Whether the calibrated probability still has the right level. It is examined as it is before an
 * anchor to a long-run rate.
 *
 * @param observed on the rows with a label; null if they are too few
 * @param expected on the rows without a label; null if they are too few
 */
public record DriftLevel(ObservedLevel observed, ExpectedLevel expected) {

  /**
   * The mean calibrated probability against the observed default rate.
   *
   * @param now rows with a label that the model was not trained on
   * @param then the run's test rows
   * @param grades grade by grade; empty if the job declares no grades
   * @param hidden number of grades that are not shown, so that no group of fewer than ten rows is
   * @param limit largest allowed distance of the rate, as a share of the probability
   * @param exceeds whether the level of all rows is beyond the limit
   * @param beyond names of the grades whose level is
   */
  public record ObservedLevel(
      RiskGrade now,
      RiskGrade then,
      List<RiskGrade> grades,
      int hidden,
      double limit,
      boolean exceeds,
      List<String> beyond) {}

  /**
   * What the calibrated probabilities alone say, if they still hold.
   *
   * @param now rows without a label
   * @param then the same estimate for the run's test rows
   * @param measured AUC that was measured on the run's test rows; null if the manifest has none
   * @param low lower end of its 95 % interval; null if there is none
   */
  public record ExpectedLevel(
      ExpectedQuality now, ExpectedQuality then, Double measured, Double low, Double high) {}
}
