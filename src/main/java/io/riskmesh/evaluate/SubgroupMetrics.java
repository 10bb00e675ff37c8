package io.riskmesh.evaluate;

import io.riskmesh.config.SubgroupMetricName;
import io.riskmesh.evaluate.SubgroupSums.RowShare;
import io.riskmesh.model.Calibrator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** The metrics of one group of test rows. */
final class SubgroupMetrics {
  private final SubgroupSums sums;
  private final Calibrator calibrator;
  private final double joint;

  /**
   * Creates metrics.
   *
   * @param joint quantile of the standard normal distribution for intervals of all groups at once
   */
  SubgroupMetrics(SubgroupSums sums, Calibrator calibrator, double joint) {
    this.sums = sums;
    this.calibrator = calibrator;
    this.joint = joint;
  }

  /** Returns the metrics of the group itself. */
  List<SubgroupMetric> own() {
    List<SubgroupMetric> metrics = new ArrayList<>();
    metrics.add(share("defaultRate", sums.defaults(), "no rows with a weight"));
    metrics.add(share("approvalRate", sums.approved(), "no rows with a weight"));
    metrics.add(share("truePositiveRate", sums.refusedDefaults(), "no defaults"));
    metrics.add(share("falsePositiveRate", sums.refusedGood(), "only defaults"));
    metrics.add(auc());
    if (sums.defaults().isKnown()) {
      double probability = meanProbability();
      metrics.add(
          SubgroupMetric.of(
              "meanProbability", probability, ConfidenceInterval.NONE, ConfidenceInterval.NONE));
      metrics.add(calibration(probability));
    }
    return metrics;
  }

  /** Returns the metrics of the group, and how it compares with another one. */
  List<SubgroupMetric> comparedWith(SubgroupSums reference) {
    List<SubgroupMetric> metrics = own();
    metrics.add(ratio(sums.approved(), reference.approved()));
    metrics.add(
        difference(
            SubgroupMetricName.TRUE_POSITIVE_RATE_DIFFERENCE,
            sums.refusedDefaults(),
            reference.refusedDefaults(),
            "no defaults here or in the reference group"));
    metrics.add(
        difference(
            SubgroupMetricName.FALSE_POSITIVE_RATE_DIFFERENCE,
            sums.refusedGood(),
            reference.refusedGood(),
            "only defaults here or in the reference group"));
    return metrics;
  }

  private SubgroupMetric share(String name, RowShare share, String why) {
    return share.isKnown()
        ? metric(name, share.share(), share::wilson)
        : SubgroupMetric.none(name, why);
  }

  private SubgroupMetric metric(
      String name, double value, DoubleFunction<ConfidenceInterval> interval) {
    return SubgroupMetric.of(
        name, value, interval.apply(ConfidenceInterval.Z), interval.apply(joint));
  }

  private SubgroupMetric auc() {
    String name = SubgroupMetricName.AUC.key();
    if (!sums.probabilities().hasBothClasses()) {
      return SubgroupMetric.none(name, "only one class");
    }
    MetricEstimate auc = Auc.of(sums.probabilities());
    return metric(name, auc.value(), z -> ConfidenceInterval.logit(auc, CurveMetrics.DELONG, z));
  }

  private double meanProbability() {
    return MetricEstimate.mean(sums.margins(), (margin, label) -> calibrator.probability(margin))
        .value();
  }

  /**
   * Returns by how much the mean calibrated probability exceeds the default rate. The interval is
   * that of the rate: the probabilities are given, and a normal one is too narrow for few defaults.
   */
  private SubgroupMetric calibration(double probability) {
    RowShare rate = sums.defaults();
    return metric(
        SubgroupMetricName.CALIBRATION_IN_THE_LARGE.key(),
        probability - rate.share(),
        z -> rate.wilson(z).from(probability));
  }

  private SubgroupMetric ratio(RowShare mine, RowShare other) {
    String name = SubgroupMetricName.ADVERSE_IMPACT_RATIO.key();
    if (!mine.isKnown() || !other.isKnown() || other.share() == 0) {
      return SubgroupMetric.none(name, "no one of the reference group is approved");
    }
    if (mine.share() == 0) {
      return metric(name, 0, z -> ConfidenceInterval.none("no one is approved"));
    }
    return metric(
        name,
        mine.share() / other.share(),
        z -> ConfidenceInterval.ratio(mine.share(), mine.rows(), other.share(), other.rows(), z));
  }

  private SubgroupMetric difference(
      SubgroupMetricName name, RowShare mine, RowShare other, String why) {
    return mine.isKnown() && other.isKnown()
        ? metric(
            name.key(),
            mine.share() - other.share(),
            z ->
                ConfidenceInterval.difference(
                    mine.share(), mine.wilson(z), other.share(), other.wilson(z)))
        : SubgroupMetric.none(name.key(), why);
  }
}
