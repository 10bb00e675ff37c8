package io.riskmesh.sagemaker;

import io.riskmesh.config.MetricName;
import io.riskmesh.evaluate.ConfidenceInterval;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.Evaluation.Metric;
import java.util.Map;
import java.util.TreeMap;

/**
 * Limits on the metrics of later rows, as Model Monitor writes them to the {@code constraints.json}
 * of model quality. A limit is the worse end of the metric's 95 % interval on test: Wilson's for
 * the rates at the decision threshold, which weighted rows do not have. A metric without an
 * interval has no limit.
 */
final class MetricConstraints {
  private final Map<String, Object> constraints = new TreeMap<>();

  private MetricConstraints() {}

  static Map<String, Object> of(DescribedRun run) {
    MetricConstraints limits = new MetricConstraints();
    Metric auc = run.evaluation().metric(MetricName.AUC);
    if (auc.low() != null) {
      limits.least("auc", auc.low());
    }
    if (run.job().source().weight().isEmpty()) {
      limits.rates(run.evaluation().decision());
    }
    return Map.of("version", 0.0, "binary_classification_constraints", limits.constraints);
  }

  private void rates(Decision d) {
    double positives = d.truePositives() + d.falseNegatives();
    double negatives = d.trueNegatives() + d.falsePositives();
    double refused = d.truePositives() + d.falsePositives();
    double right = d.truePositives() + d.trueNegatives();
    atLeast("recall", d.truePositives(), positives);
    atLeast("true_positive_rate", d.truePositives(), positives);
    atLeast("precision", d.truePositives(), refused);
    atLeast("accuracy", right, positives + negatives);
    atLeast("true_negative_rate", d.trueNegatives(), negatives);
    atMost("false_positive_rate", d.falsePositives(), negatives);
    atMost("false_negative_rate", d.falseNegatives(), positives);
  }

  private void atLeast(String rate, double part, double whole) {
    if (whole > 0) {
      least(rate, ConfidenceInterval.wilson(part / whole, whole).low());
    }
  }

  private void atMost(String rate, double part, double whole) {
    if (whole > 0) {
      limit(rate, ConfidenceInterval.wilson(part / whole, whole).high(), "GreaterThanThreshold");
    }
  }

  private void least(String metric, double threshold) {
    limit(metric, threshold, "LessThanThreshold");
  }

  /** Adds a limit; the operator tells when it is broken. */
  private void limit(String metric, double threshold, String operator) {
    constraints.put(metric, Map.of("threshold", threshold, "comparison_operator", operator));
  }
}
