package io.riskmesh.config;

import java.util.Map;

/**
 * From when on a change of the table is a reason to train again.
 *
 * @param against which run the table is held against
 * @param newRows new rows over the rows that the run saw, from which on they are worth a training
 * @param psi population stability index of a column, above 0
 * @param scorePsi the same of the model's score
 * @param nullShare by how much a column's share of missing values may change, 0.05 is five points
 * @param minRows fewest new rows whose distributions are looked at
 */
public record DriftConfig(
    Against against, double newRows, double psi, double scorePsi, double nullShare, long minRows) {

  /** Fewer rows than make a group that may be shown would show single borrowers. */
  private static final long FEWEST_ROWS = 10;

  /** Which run is the one in production. */
  public enum Against {
    /** The accepted run that {@code latest.json} names. */
    LATEST,
    /** The run of the newest approved package in the model registry. */
    APPROVED
  }

  static DriftConfig read(Node node) {
    return new DriftConfig(
        node.at("against").value().choice(Against.class).orElse(Defaults.AGAINST),
        positive(node.at("newRows"), Defaults.NEW_ROWS),
        positive(node.at("psi"), Defaults.PSI),
        positive(node.at("scorePsi"), Defaults.PSI),
        node.at("nullShare").value().share().orElse(Defaults.NULL_SHARE),
        node.at("minRows")
            .value()
            .whole(FEWEST_ROWS, Long.MAX_VALUE)
            .orElse(Defaults.NEW_AT_LEAST));
  }

  private static double positive(Node node, double otherwise) {
    return node.value().number("a number above 0", x -> x > 0).orElse(otherwise);
  }

  Map<String, Object> yaml() {
    return new Written()
        .with("against", Value.word(against))
        .number("newRows", newRows)
        .number("psi", psi)
        .number("scorePsi", scorePsi)
        .number("nullShare", nullShare)
        .with("minRows", minRows)
        .fields();
  }
}
