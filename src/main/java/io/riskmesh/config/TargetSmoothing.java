package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import java.util.List;

/**
 * How the mean label of a value is estimated from its train rows.
 *
 * @param priorRows number of rows as which the mean label of all train rows counts
 * @param folds number of folds; a train row gets the mean of the other folds
 */
public record TargetSmoothing(double priorRows, int folds) {
  private static final List<String> KEYS = List.of("smoothing", "folds");
  private static final int MAX_FOLDS = 20;

  /** The default. */
  static final TargetSmoothing DEFAULT =
      new TargetSmoothing(ConfigDefaults.SMOOTHING, ConfigDefaults.MEAN_FOLDS);

  /** Reads the keys of a feature, which only a target mean may have. */
  static TargetSmoothing read(ConfigNode node, CategoryEncoding encoding) {
    if (encoding != CategoryEncoding.TARGET_MEAN) {
      KEYS.forEach(key -> node.refuse(key, "is only valid together with encode: target_mean"));
      return DEFAULT;
    }
    return new TargetSmoothing(
        node.at("smoothing")
            .value()
            .number("a number of at least 0", x -> x >= 0)
            .orElse(ConfigDefaults.SMOOTHING),
        node.at("folds").value().integer(2, MAX_FOLDS).orElse(ConfigDefaults.MEAN_FOLDS));
  }
}
