package io.riskmesh.report;

import io.riskmesh.config.SubgroupMetricName;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.SubgroupMetric;
import io.riskmesh.evaluate.SubgroupTable;
import io.riskmesh.evaluate.SubgroupTable.Subgroup;
import io.riskmesh.explain.Explanation;
import io.riskmesh.explain.GroupProxy;
import io.riskmesh.explain.GroupProxy.ProxyGroup;
import io.riskmesh.html.EnglishNumbers;
import java.util.ArrayList;
import java.util.List;

/**
 * What certainly differs between groups and segments: by intervals that hold for all of a table at
 * once.
 */
final class SubgroupFindings {
  /**
   * Approval rate relative to the reference group below which US enforcement agencies see evidence
   * of adverse impact (29 CFR 1607.4 D, the four-fifths rule).
   */
  private static final double FOUR_FIFTHS = 0.8;

  private SubgroupFindings() {}

  /** Returns one sentence per finding. */
  static List<String> of(Evaluation evaluation, Explanation explanation) {
    List<String> findings = new ArrayList<>();
    for (SubgroupTable table : evaluation.groups()) {
      table.groups().stream()
          .filter(SubgroupFindings::isAdverse)
          .forEach(group -> findings.add(adverse(table, group)));
    }
    explanation.proxies().forEach(proxy -> proxies(proxy, findings));
    Metric overall = evaluation.metric("auc");
    for (SubgroupTable table : evaluation.segments()) {
      for (Subgroup segment : table.groups()) {
        if (isMiscalibrated(segment)) {
          findings.add(miscalibrated(table, segment));
        }
        if (isRankedWorse(segment, overall)) {
          findings.add(rankedWorse(table, segment, overall));
        }
      }
    }
    if (findings.isEmpty()) {
      findings.add("Nothing differs so much that chance could not explain it.");
    }
    return List.copyOf(findings);
  }

  /** Returns whether a group is certainly approved less often than four fifths of the reference. */
  static boolean isAdverse(Subgroup group) {
    return group
        .metric(SubgroupMetricName.ADVERSE_IMPACT_RATIO.key())
        .filter(ratio -> ratio.value() != null)
        .filter(
            ratio ->
                ratio.jointHigh() == null ? ratio.value() == 0 : ratio.jointHigh() < FOUR_FIFTHS)
        .isPresent();
  }

  /** Returns whether the probabilities of a group are certainly too high or too low. */
  static boolean isMiscalibrated(Subgroup group) {
    return group
        .metric(SubgroupMetricName.CALIBRATION_IN_THE_LARGE.key())
        .filter(bias -> bias.jointLow() != null)
        .filter(bias -> bias.jointLow() > 0 || bias.jointHigh() < 0)
        .isPresent();
  }

  private static boolean isRankedWorse(Subgroup segment, Metric overall) {
    return segment
        .metric(SubgroupMetricName.AUC.key())
        .filter(auc -> auc.jointHigh() != null && auc.jointHigh() < overall.value())
        .isPresent();
  }

  private static String label(SubgroupTable table, Subgroup group) {
    return "%s %s".formatted(table.column(), group.name());
  }

  private static String adverse(SubgroupTable table, Subgroup group) {
    SubgroupMetric ratio =
        group.metric(SubgroupMetricName.ADVERSE_IMPACT_RATIO.key()).orElseThrow();
    return "Approved less often: %s at %s of the rate of %s, below four fifths."
        .formatted(label(table, group), EnglishNumbers.percent(ratio.value()), table.reference());
  }

  private static void proxies(GroupProxy proxy, List<String> findings) {
    for (ProxyGroup group : proxy.groups()) {
      if (group.tells()) {
        findings.add(
            "%s predict %s %s (AUC %s, 95%% interval %s), most through %s."
                .formatted(
                    proxy.leftOut().isEmpty() ? "The inputs" : "The other inputs",
                    proxy.column(),
                    group.name(),
                    EnglishNumbers.metric(group.auc()),
                    EnglishNumbers.interval(group.low(), group.high()),
                    String.join(", ", group.features())));
      }
    }
  }

  private static String miscalibrated(SubgroupTable table, Subgroup segment) {
    SubgroupMetric bias =
        segment.metric(SubgroupMetricName.CALIBRATION_IN_THE_LARGE.key()).orElseThrow();
    return "Probabilities are too %s for %s: %s on average, %s observed."
        .formatted(
            bias.value() > 0 ? "high" : "low",
            label(table, segment),
            percent(segment, "meanProbability"),
            percent(segment, "defaultRate"));
  }

  private static String percent(Subgroup segment, String metric) {
    return EnglishNumbers.percent(segment.metric(metric).orElseThrow().value());
  }

  private static String rankedWorse(SubgroupTable table, Subgroup segment, Metric overall) {
    return "Borrowers are ranked worse within %s: AUC %s, overall %s."
        .formatted(
            label(table, segment),
            EnglishNumbers.metric(
                segment.metric(SubgroupMetricName.AUC.key()).orElseThrow().value()),
            EnglishNumbers.metric(overall.value()));
  }
}
