package io.riskmesh.split;

import io.riskmesh.config.Part;
import java.util.List;
import java.util.Map;

/**
 * A split's identity and what it made. Two models may be compared on test rows only when identity
 * and membership of test agree.
 *
 * @param strategy name in YAML
 * @param columns what the membership is a function of
 * @param seed seed of the hash; null for strategies without one
 * @param boundaries what is cut and where, in words, such as {@code train: below 0.60}
 * @param stable whether rows keep their part when the table grows
 * @param unassigned rows that belong to no part
 * @param parts per part
 */
public record SplitSummary(
    String strategy,
    List<String> columns,
    Long seed,
    List<String> boundaries,
    boolean stable,
    long unassigned,
    Map<Part, PartSummary> parts) {

  /**
   * One part.
   *
   * @param rows rows in the part
   * @param positives rows with the positive label
   * @param membership hex digest over the part's row hashes, independent of their order
   */
  public record PartSummary(long rows, long positives, String membership) {}

  /** Rule of the split in one line; equal for two runs that assign rows by the same rule. */
  public String identity() {
    return "%s of %s, seed %s, %s".formatted(strategy, columns, seed, boundaries);
  }
}
