package io.riskmesh.sagemaker;

import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.SubgroupTable;
import io.riskmesh.evaluate.SubgroupTable.Subgroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The bias measures of SageMaker Clarify for each group against all other rows of the test set, as
 * its open-source library computes them. The positive outcome is the favourable one: no default,
 * and approval.
 *
 * <p>Measures that divide by zero have no value but an error, like those that need more than the
 * confusion matrices: conditional disparity needs a second grouping, and the flip test the nearest
 * neighbours of every row.
 */
final class BiasAnalysis {
  private static final String LABELS = "label distributions do not overlap";

  /** Counts of a group: the positive outcome is approval, or that a borrower does not default. */
  private record OutcomeCounts(double tp, double fp, double fn, double tn) {
    static OutcomeCounts of(Decision d) {
      return new OutcomeCounts(
          d.trueNegatives(), d.falseNegatives(), d.falsePositives(), d.truePositives());
    }

    OutcomeCounts and(OutcomeCounts o) {
      return new OutcomeCounts(tp + o.tp, fp + o.fp, fn + o.fn, tn + o.tn);
    }

    double all() {
      return tp + fp + fn + tn;
    }

    double good() {
      return (tp + fn) / all();
    }

    double approved() {
      return (tp + fp) / all();
    }
  }

  private BiasAnalysis() {}

  /**
   * Returns the analysis, with one facet per column of {@code evaluation.groups} and one entry per
   * group; a column whose groups could not be formed has none.
   *
   * @param label column of the label
   * @param favourable what a label is that does not mean default
   */
  static Map<String, Object> of(List<SubgroupTable> groups, String label, String favourable) {
    Map<String, Object> analysis = new LinkedHashMap<>();
    analysis.put("version", "1.0");
    analysis.put("pre_training_bias_metrics", section(groups, label, favourable, false));
    analysis.put("post_training_bias_metrics", section(groups, label, favourable, true));
    return analysis;
  }

  private static Map<String, Object> section(
      List<SubgroupTable> groups, String label, String favourable, boolean isPost) {
    Map<String, Object> facets = new LinkedHashMap<>();
    for (SubgroupTable table : groups) {
      facets.put(
          table.column(),
          table.groups().stream().map(group -> facet(table, group, isPost)).toList());
    }
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("label", label);
    section.put("facets", facets);
    section.put("label_value_or_threshold", favourable);
    return section;
  }

  private static Map<String, Object> facet(SubgroupTable table, Subgroup group, boolean isPost) {
    OutcomeCounts d = OutcomeCounts.of(group.decision());
    OutcomeCounts a =
        table.groups().stream()
            .filter(other -> !other.name().equals(group.name()))
            .map(other -> OutcomeCounts.of(other.decision()))
            .reduce(OutcomeCounts::and)
            .orElse(new OutcomeCounts(0, 0, 0, 0));
    List<Map<String, Object>> metrics = isPost ? post(a, d) : pre(a, d);
    Map<String, Object> facet = new LinkedHashMap<>();
    facet.put("value_or_threshold", group.name());
    facet.put("metrics", metrics);
    return facet;
  }

  private static List<Map<String, Object>> pre(OutcomeCounts a, OutcomeCounts d) {
    List<Map<String, Object>> metrics = new ArrayList<>();
    metrics.add(
        absent(
            "CDDL",
            "Conditional Demographic Disparity in Labels (CDDL)",
            "Group variable is empty or not provided"));
    metrics.add(
        metric("CI", "Class Imbalance (CI)", () -> (a.all() - d.all()) / (a.all() + d.all())));
    metrics.add(
        metric(
            "DPL",
            "Difference in Positive Proportions in Labels (DPL)",
            () -> a.good() - d.good()));
    boolean overlap = a.good() > 0 && a.good() < 1 && d.good() > 0 && d.good() < 1;
    double gap = Math.abs(a.good() - d.good());
    List<Map<String, Object>> distances =
        List.of(
            metric("JS", "Jensen-Shannon Divergence (JS)", () -> shannon(a.good(), d.good())),
            metric("KL", "Kullback-Liebler Divergence (KL)", () -> leibler(a.good(), d.good())),
            metric("KS", "Kolmogorov-Smirnov Distance (KS)", () -> gap),
            metric("LP", "L-p Norm (LP)", () -> Math.sqrt(2) * gap),
            metric("TVD", "Total Variation Distance (TVD)", () -> gap));
    for (Map<String, Object> distance : distances) {
      metrics.add(
          overlap
              ? distance
              : absent(
                  (String) distance.get("name"), (String) distance.get("description"), LABELS));
    }
    return metrics;
  }

  private static double leibler(double a, double d) {
    return a * StrictMath.log(a / d) + (1 - a) * StrictMath.log((1 - a) / (1 - d));
  }

  private static double shannon(double a, double d) {
    double middle = (a + d) / 2;
    return (leibler(a, middle) + leibler(d, middle)) / 2;
  }

  private static List<Map<String, Object>> post(OutcomeCounts a, OutcomeCounts d) {
    return List.of(
        metric(
            "AD",
            "Accuracy Difference (AD)",
            () -> (a.tp + a.tn) / a.all() - (d.tp + d.tn) / d.all()),
        absent(
            "CDDPL",
            "Conditional Demographic Disparity in Predicted Labels (CDDPL)",
            "Group variable is empty or not provided"),
        metric(
            "DAR",
            "Difference in Acceptance Rates (DAR)",
            () -> ratio(a.tp, a.tp + a.fp) - ratio(d.tp, d.tp + d.fp)),
        metric(
            "DCA",
            "Difference in Conditional Acceptance (DCA)",
            () -> ratio(a.tp + a.fn, a.tp + a.fp) - ratio(d.tp + d.fn, d.tp + d.fp)),
        metric(
            "DCR",
            "Difference in Conditional Rejection (DCR)",
            () -> ratio(d.tn + d.fp, d.tn + d.fn) - ratio(a.tn + a.fp, a.tn + a.fn)),
        metric("DI", "Disparate Impact (DI)", () -> ratio(d.approved(), a.approved())),
        metric(
            "DPPL",
            "Difference in Positive Proportions in Predicted Labels (DPPL)",
            () -> a.approved() - d.approved()),
        metric(
            "DRR",
            "Difference in Rejection Rates (DRR)",
            () -> ratio(d.tn, d.tn + d.fn) - ratio(a.tn, a.tn + a.fn)),
        absent("FT", "Flip Test (FT)", "the nearest neighbours of every row are not computed"),
        metric(
            "RD",
            "Recall Difference (RD)",
            () -> ratio(a.tp, a.tp + a.fn) - ratio(d.tp, d.tp + d.fn)),
        metric(
            "SD",
            "Specificity Difference (SD)",
            () -> ratio(d.tn, d.tn + d.fp) - ratio(a.tn, a.tn + a.fp)),
        metric("TE", "Treatment Equality (TE)", () -> ratio(d.fn, d.fp) - ratio(a.fn, a.fp)));
  }

  /** Divides as the library does: nothing of nothing is 0. */
  private static double ratio(double part, double whole) {
    return part == 0 && whole == 0 ? 0 : part / whole;
  }

  private static Map<String, Object> metric(
      String name, String description, DoubleSupplier computed) {
    double value = computed.getAsDouble();
    if (!Double.isFinite(value)) {
      return absent(name, description, "the measure divides by zero");
    }
    Map<String, Object> metric = new LinkedHashMap<>();
    metric.put("name", name);
    metric.put("description", description);
    metric.put("value", value);
    return metric;
  }

  private static Map<String, Object> absent(String name, String description, String why) {
    Map<String, Object> metric = new LinkedHashMap<>();
    metric.put("name", name);
    metric.put("description", description);
    metric.put("value", null);
    metric.put("error", why);
    return metric;
  }
}
