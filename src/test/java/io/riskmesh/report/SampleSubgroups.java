package io.riskmesh.report;

import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.SubgroupMetric;
import io.riskmesh.evaluate.SubgroupTable;
import io.riskmesh.evaluate.SubgroupTable.Subgroup;
import java.util.List;

/** Groups and segments of a test set. */
final class SampleSubgroups {
  private static final Decision DECISION = new Decision(0.2, 1, 5, 0.7, 20, 15, 45, 20);

  private SampleSubgroups() {}

  /** Returns a table of a large group and one that is approved much less often. */
  static List<SubgroupTable> groups(String column) {
    return List.of(
        new SubgroupTable(
            column,
            false,
            "60 and more",
            null,
            List.of(
                new Subgroup(
                    "below 26",
                    50,
                    DECISION,
                    List.of(
                        metric("defaultRate", 0.4, 0.28, 0.54),
                        metric("approvalRate", 0.3, 0.2, 0.45),
                        metric("adverseImpactRatio", 0.4, 0.25, 0.6),
                        metric("auc", 0.7, 0.55, 0.82),
                        metric("calibrationInTheLarge", -0.02, -0.1, 0.06))),
                new Subgroup(
                    "60 and more",
                    100,
                    DECISION,
                    List.of(
                        metric("defaultRate", 0.2, 0.13, 0.29),
                        metric("approvalRate", 0.75, 0.66, 0.82),
                        missing("auc", "only one class"))))));
  }

  /** Returns a table with a segment whose probabilities are too low. */
  static List<SubgroupTable> segments(String column) {
    return List.of(
        new SubgroupTable(
            column,
            true,
            null,
            "A note.",
            List.of(
                new Subgroup(
                    "group 1",
                    90,
                    DECISION,
                    List.of(
                        metric("defaultRate", 0.4, 0.3, 0.5),
                        metric("meanProbability", 0.2, null, null),
                        metric("auc", 0.6, 0.5, 0.7),
                        metric("calibrationInTheLarge", -0.2, -0.3, -0.1))))));
  }

  private static SubgroupMetric metric(String name, double value, Double low, Double high) {
    return new SubgroupMetric(name, value, low, high, low, high, low == null ? null : "x", null);
  }

  private static SubgroupMetric missing(String name, String why) {
    return new SubgroupMetric(name, null, null, null, null, null, null, why);
  }
}
