package io.riskmesh.report;

import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.html.EnglishNumbers;

/** Name and meaning of each metric, in the usual terms of the field. */
final class MetricGlossary {
  private MetricGlossary() {}

  static String label(String metric) {
    return switch (metric) {
      case "auc" -> "AUC";
      case "gini" -> "Gini";
      case "ks" -> "KS";
      case "prAuc" -> "PR-AUC";
      case "logLoss" -> "Log loss";
      case "brier" -> "Brier score";
      case "calibrationInTheLarge" -> "Calibration in the large";
      default -> metric;
    };
  }

  /** Explains a metric and, where it has one, the value that a model without skill reaches. */
  static String meaning(String metric, Decision decision) {
    double rate = ConfusionShares.defaultRate(decision);
    return switch (metric) {
      case "auc" -> "Chance that a default scores above a good borrower. 0.5 is chance.";
      case "gini" ->
          "The same on a scale where 0 is chance and 1 is perfect: 2\u00a0AUC\u00a0−\u00a01.";
      case "ks" -> "Largest gap between defaults caught and good borrowers refused.";
      case "prAuc" ->
          "Mean precision over all shares of defaults caught. Chance gives "
              + EnglishNumbers.metric(rate)
              + ".";
      case "logLoss" ->
          "Lower is better. Predicting the default rate for everyone gives "
              + EnglishNumbers.metric(entropy(rate))
              + ".";
      case "brier" ->
          "Mean squared error, lower is better. The default rate for everyone gives "
              + EnglishNumbers.metric(rate * (1 - rate))
              + ".";
      case "calibrationInTheLarge" ->
          "Distance of the mean prediction from the observed default rate. 0 is perfect.";
      default -> "";
    };
  }

  private static double entropy(double rate) {
    return rate <= 0 || rate >= 1 ? 0 : -rate * Math.log(rate) - (1 - rate) * Math.log1p(-rate);
  }
}
