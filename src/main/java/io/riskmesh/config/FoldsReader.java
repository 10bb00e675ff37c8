package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import java.util.Map;
import java.util.OptionalInt;

/** Reads {@code evaluation.folds} and checks that rows can be divided into folds. */
final class FoldsReader {
  private static final int LEAST = 2;

  /** Each fold costs a training. */
  private static final int MOST = 20;

  /** Why the rows of a strategy cannot be divided into folds. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "stratified",
          "exact shares move rows to other folds when the table grows: use strategy: hash",
          "time",
          "models of later rows would predict earlier ones: use strategy: hash with split.outOfTime, or no folds",
          "column",
          "its column names the parts, not folds: use strategy: group, or no folds");

  private FoldsReader() {}

  static OptionalInt count(ConfigNode node) {
    return node.value().integer(LEAST, MOST);
  }

  /**
   * Checks that a split can have folds.
   *
   * @param root the job
   */
  static void check(ConfigNode root, EvaluationConfig evaluation, SplitConfig split) {
    String reason = REFUSED.get(split.strategy());
    if (evaluation.folds().isPresent() && reason != null) {
      root.at("evaluation")
          .at("folds")
          .problem(
              "is not valid with split.strategy: %s, since %s".formatted(split.strategy(), reason));
    }
  }
}
