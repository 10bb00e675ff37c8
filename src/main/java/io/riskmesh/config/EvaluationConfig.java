package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.Map;

/**
 * Costs of wrong decisions; the decision threshold minimises the total cost on validation rows.
 *
 * @param falsePositive cost of refusing a good borrower, above 0
 * @param falseNegative cost of accepting a bad borrower, above 0
 */
public record EvaluationConfig(double falsePositive, double falseNegative) {

  static EvaluationConfig read(ConfigNode node) {
    return node.at("cost")
        .read(
            cost ->
                new EvaluationConfig(
                    cost(cost.at("falsePositive")), cost(cost.at("falseNegative"))));
  }

  private static double cost(ConfigNode node) {
    return node.value().number("a number above 0", x -> x > 0).orElse(ConfigDefaults.COST);
  }

  Map<String, Object> yaml() {
    YamlWriter cost =
        new YamlWriter()
            .number("falsePositive", falsePositive)
            .number("falseNegative", falseNegative);
    return new YamlWriter().with("cost", cost.fields()).fields();
  }
}
