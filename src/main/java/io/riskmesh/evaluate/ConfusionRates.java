package io.riskmesh.evaluate;

import io.riskmesh.evaluate.Evaluation.Decision;
import java.util.Map;
import java.util.TreeMap;

/** Rates of a confusion matrix, under the names that SageMaker uses. */
final class ConfusionRates {
  private ConfusionRates() {}

  /**
   * Returns the rates by name. A rate with denominator 0 is 0, as in scikit-learn: for example,
   * precision if no one is refused.
   */
  static Map<String, Double> rates(Decision d) {
    double positives = d.truePositives() + d.falseNegatives();
    double negatives = d.trueNegatives() + d.falsePositives();
    Map<String, Double> rates = new TreeMap<>();
    rates.put("recall", share(d.truePositives(), positives));
    rates.put("precision", share(d.truePositives(), d.truePositives() + d.falsePositives()));
    rates.put("accuracy", share(d.truePositives() + d.trueNegatives(), positives + negatives));
    rates.put("true_positive_rate", share(d.truePositives(), positives));
    rates.put("true_negative_rate", share(d.trueNegatives(), negatives));
    rates.put("false_positive_rate", share(d.falsePositives(), negatives));
    rates.put("false_negative_rate", share(d.falseNegatives(), positives));
    rates.put("f0_5", f(0.5, d));
    rates.put("f1", f(1, d));
    rates.put("f2", f(2, d));
    return rates;
  }

  private static double f(double beta, Decision d) {
    double weighted = (1 + beta * beta) * d.truePositives();
    return share(weighted, weighted + beta * beta * d.falseNegatives() + d.falsePositives());
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
