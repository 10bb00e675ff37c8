package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import java.io.Serializable;
import java.util.Map;

/**
 * Factors by which training multiplies the weights of its rows, on train and on validation.
 *
 * @param good factor of the rows that are not positive
 * @param bad factor of the positive rows
 */
public record ClassFactors(double good, double bad) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Leaves all weights as they are. */
  public static final ClassFactors EQUAL = new ClassFactors(1, 1);

  static ClassFactors read(ConfigNode node) {
    if (!node.isPresent()) {
      return EQUAL;
    }
    return node.read(n -> new ClassFactors(factor(n.at("good")), factor(n.at("bad"))));
  }

  private static double factor(ConfigNode node) {
    return node.value().number("a number above 0", x -> x > 0).orElse(1);
  }

  /** Returns whether the weights stay as they are. */
  public boolean isEqual() {
    return good == 1 && bad == 1;
  }

  /** Returns the weight of a row for training. */
  public float of(float label, float weight) {
    return isEqual() ? weight : (float) (weight * (label == 1 ? bad : good));
  }

  Map<String, Object> yaml() {
    return new YamlWriter().number("good", good).number("bad", bad).fields();
  }
}
