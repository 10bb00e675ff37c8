package io.riskmesh.evaluate;

/**
 * A metric of a group of test rows.
 *
 * @param name {@code defaultRate, approvalRate, adverseImpactRatio, truePositiveRate,
 *     truePositiveRateDifference, falsePositiveRate, falsePositiveRateDifference, auc,
 *     meanProbability, calibrationInTheLarge}
 * @param value value of the metric; null if the rows determine none
 * @param low lower end of the 95 % interval; null if there is none
 * @param high upper end of the interval; null if there is none
 * @param jointLow lower end of the interval that holds for all groups of the table at once
 *     (Bonferroni), which gates judge by; null if there is none
 * @param jointHigh upper end of that interval; null if there is none
 * @param interval method of the intervals; null if there are none
 * @param missing why there is no value or no interval; null otherwise
 */
public record SubgroupMetric(
    String name,
    Double value,
    Double low,
    Double high,
    Double jointLow,
    Double jointHigh,
    String interval,
    String missing) {

  static SubgroupMetric of(
      String name, double value, ConfidenceInterval usual, ConfidenceInterval joint) {
    return new SubgroupMetric(
        name,
        value,
        usual.low(),
        usual.high(),
        joint.low(),
        joint.high(),
        usual.how(),
        usual.missing());
  }

  static SubgroupMetric none(String name, String why) {
    return new SubgroupMetric(name, null, null, null, null, null, null, why);
  }
}
