package io.riskmesh.config;

import java.util.Map;

/**
 * What a wrong decision costs; the decision threshold minimises the cost on validation.
 *
 * @param falsePositive cost of refusing a good borrower, above 0
 * @param falseNegative cost of accepting a bad borrower, above 0
 */
public record EvaluationConfig(double falsePositive, double falseNegative) {

  static EvaluationConfig read(Node node) {
    return node.at("cost")
        .read(
            cost ->
                new EvaluationConfig(
                    cost(cost.at("falsePositive")), cost(cost.at("falseNegative"))));
  }

  private static double cost(Node node) {
    return node.value().number("a number above 0", x -> x > 0).orElse(Defaults.COST);
  }

  Map<String, Object> yaml() {
    Written cost =
        new Written().number("falsePositive", falsePositive).number("falseNegative", falseNegative);
    return new Written().with("cost", cost.fields()).fields();
  }
}
