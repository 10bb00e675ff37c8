package io.riskmesh.split;

import io.riskmesh.config.SplitPart;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The identity of a split and its result. Two models may be compared on test rows only if both the
 * identity and the membership of the test part agree.
 *
 * @param strategy name in YAML
 * @param columns columns that determine the part
 * @param seed seed of the hash; null for strategies without one
 * @param boundaries scale and boundaries of the parts
 * @param stable whether rows keep their part when the table grows
 * @param unassigned number of rows that belong to no part
 * @param parts summary of each part
 * @param format rules by which keys become texts: 2 since whole decimals of any size are exact;
 *     null in manifests written before format 2
 */
public record SplitSummary(
    String strategy,
    List<String> columns,
    Long seed,
    SplitBoundaries boundaries,
    boolean stable,
    long unassigned,
    Map<SplitPart, PartSummary> parts,
    Integer format) {
  /** The current rules. */
  static final Integer FORMAT = 2;

  /** Creates a summary with the current rules. */
  public SplitSummary(
      String strategy,
      List<String> columns,
      Long seed,
      SplitBoundaries boundaries,
      boolean stable,
      long unassigned,
      Map<SplitPart, PartSummary> parts) {
    this(strategy, columns, seed, boundaries, stable, unassigned, parts, FORMAT);
  }

  /**
   * One part.
   *
   * @param rows number of rows in the part
   * @param positives number of rows with the positive label
   * @param membership hex digest over the part's row hashes, independent of their order
   */
  public record PartSummary(long rows, long positives, String membership) {}

  /** Returns the number of rows that belong to a part. */
  public long assignedRows() {
    return parts.values().stream().mapToLong(PartSummary::rows).sum();
  }

  /** Returns the number of all rows, with and without a part. */
  public long allRows() {
    return assignedRows() + unassigned;
  }

  /** Returns whether two runs assign rows by the same rule. */
  public boolean isSameRule(SplitSummary other) {
    return strategy.equals(other.strategy)
        && columns.equals(other.columns)
        && Objects.equals(seed, other.seed)
        && boundaries.equals(other.boundaries)
        && Objects.equals(format, other.format);
  }

  /** Returns a one-line description of the rule for the user. */
  public String inWords() {
    String rule =
        "%s of %s, seed %s, %s".formatted(strategy, columns, seed, boundaries.inWords(columns));
    return format == null ? rule : "%s, format %d".formatted(rule, format);
  }
}
