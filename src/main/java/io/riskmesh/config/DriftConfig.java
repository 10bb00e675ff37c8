package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.Map;

/**
 * Limits from which on a change of the table is a reason to retrain.
 *
 * @param against run that the table is compared with
 * @param newRows ratio of new rows to the rows of the run, from which on retraining is advised
 * @param psi population stability index of a column, above 0
 * @param scorePsi population stability index of the model's score, above 0
 * @param nullShare largest allowed change in a column's share of missing values; 0.05 is five
 *     points
 * @param level largest allowed distance of the observed default rate from the mean calibrated
 *     probability, as a share of that probability, above 0
 * @param minRows minimum number of new rows for a comparison of distributions
 */
public record DriftConfig(
    Against against,
    double newRows,
    double psi,
    double scorePsi,
    double nullShare,
    double level,
    long minRows) {

  /** Minimum of {@code minRows}: a smaller group would reveal individual borrowers. */
  private static final long MIN_ROWS = 10;

  /** Which run is considered to be in production. */
  public enum Against {
    /** The accepted run that {@code latest.json} names. */
    LATEST,
    /** The run of the newest approved package in the model registry. */
    APPROVED
  }

  static DriftConfig read(ConfigNode node) {
    return new DriftConfig(
        node.at("against").value().choice(Against.class).orElse(ConfigDefaults.AGAINST),
        positive(node.at("newRows"), ConfigDefaults.NEW_ROWS),
        positive(node.at("psi"), ConfigDefaults.PSI),
        positive(node.at("scorePsi"), ConfigDefaults.PSI),
        node.at("nullShare").value().share().orElse(ConfigDefaults.NULL_SHARE),
        positive(node.at("level"), ConfigDefaults.LEVEL),
        node.at("minRows")
            .value()
            .whole(MIN_ROWS, Long.MAX_VALUE)
            .orElse(ConfigDefaults.NEW_AT_LEAST));
  }

  private static double positive(ConfigNode node, double otherwise) {
    return node.value().number("a number above 0", x -> x > 0).orElse(otherwise);
  }

  Map<String, Object> yaml() {
    return new YamlWriter()
        .with("against", ConfigValue.word(against))
        .number("newRows", newRows)
        .number("psi", psi)
        .number("scorePsi", scorePsi)
        .number("nullShare", nullShare)
        .number("level", level)
        .with("minRows", minRows)
        .fields();
  }
}
