package io.riskmesh.report;

import io.riskmesh.config.MetricName;
import io.riskmesh.config.SubgroupMetricName;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.html.EnglishNumbers;
import java.util.List;
import java.util.Optional;

/** Name and meaning of each metric, in the usual terms of the field. */
public final class MetricGlossary {
  private MetricGlossary() {}

  /** Returns the name of a metric, of a gate's or the metric itself if it is none of these. */
  public static String label(String metric) {
    return MetricName.of(metric)
        .map(MetricGlossary::label)
        .or(() -> MetricName.ofCalibrated(metric).map(name -> label(name) + ", calibrated"))
        .or(() -> SubgroupMetricName.ofGate(metric).map(MetricGlossary::label))
        .or(() -> difference(metric))
        .orElse(metric);
  }

  private static String label(SubgroupMetricName metric) {
    return switch (metric) {
      case ADVERSE_IMPACT_RATIO -> "Adverse impact ratio, worst group";
      case TRUE_POSITIVE_RATE_DIFFERENCE -> "True positive rate difference, worst group";
      case FALSE_POSITIVE_RATE_DIFFERENCE -> "False positive rate difference, worst group";
      case AUC -> "AUC, worst segment";
      case CALIBRATION_IN_THE_LARGE -> "Calibration in the large, worst segment";
    };
  }

  /** Names a difference from a published model, such as {@code champion.auc}. */
  private static Optional<String> difference(String metric) {
    String[] words = metric.split("\\.", 2);
    if (words.length < 2 || !List.of("champion", "anchor").contains(words[0])) {
      return Optional.empty();
    }
    return words[1].equals("swapShare")
        ? Optional.of("Decided unlike the champion")
        : MetricName.of(words[1])
            .map(name -> "%s, less that of the %s".formatted(label(name), words[0]));
  }

  private static String label(MetricName metric) {
    return switch (metric) {
      case AUC -> "AUC";
      case GINI -> "Gini";
      case KS -> "KS";
      case PR_AUC -> "PR-AUC";
      case LOG_LOSS -> "Log loss";
      case BRIER -> "Brier score";
      case CALIBRATION_IN_THE_LARGE -> "Calibration in the large";
    };
  }

  /** Explains a metric and, where it has one, the value that a model without skill reaches. */
  static String meaning(String metric, Decision decision) {
    double rate = ConfusionShares.defaultRate(decision);
    return MetricName.of(metric).map(name -> meaning(name, rate)).orElse("");
  }

  private static String meaning(MetricName metric, double rate) {
    return switch (metric) {
      case AUC -> "Chance that a default scores above a good borrower. 0.5 is chance.";
      case GINI ->
          "The same on a scale where 0 is chance and 1 is perfect: 2\u00a0AUC\u00a0−\u00a01.";
      case KS -> "Largest gap between defaults caught and good borrowers refused.";
      case PR_AUC ->
          "Mean precision over all shares of defaults caught. Chance gives "
              + EnglishNumbers.metric(rate)
              + ".";
      case LOG_LOSS ->
          "Lower is better. Predicting the default rate for everyone gives "
              + EnglishNumbers.metric(entropy(rate))
              + ".";
      case BRIER ->
          "Mean squared error, lower is better. The default rate for everyone gives "
              + EnglishNumbers.metric(rate * (1 - rate))
              + ".";
      case CALIBRATION_IN_THE_LARGE ->
          "Distance of the mean prediction from the observed default rate. 0 is perfect.";
    };
  }

  private static double entropy(double rate) {
    return rate <= 0 || rate >= 1 ? 0 : -rate * Math.log(rate) - (1 - rate) * Math.log1p(-rate);
  }
}
