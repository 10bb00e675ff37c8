package io.riskmesh.split;

import io.riskmesh.config.SplitPart;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A split's identity and what it made. Two models may be compared on test rows only when identity
 * and membership of test agree.
 *
 * @param strategy name in YAML
 * @param columns what the membership is a function of
 * @param seed seed of the hash; null for strategies without one
 * @param boundaries what is cut and where
 * @param stable whether rows keep their part when the table grows
 * @param unassigned rows that belong to no part
 * @param parts per part
 * @param format rules by which keys become texts: 2 since whole decimals of any size are exact;
 *     null in manifests that were written before there was a second
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
  /** The rules of today. */
  static final Integer FORMAT = 2;

  /** A split by the rules of today. */
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
   * @param rows rows in the part
   * @param positives rows with the positive label
   * @param membership hex digest over the part's row hashes, independent of their order
   */
  public record PartSummary(long rows, long positives, String membership) {}

  /** Rows that are in a part. */
  public long assignedRows() {
    return parts.values().stream().mapToLong(PartSummary::rows).sum();
  }

  /** Rows that were looked at. */
  public long allRows() {
    return assignedRows() + unassigned;
  }

  /** Whether two runs assign rows by the same rule. */
  public boolean isSameRule(SplitSummary other) {
    return strategy.equals(other.strategy)
        && columns.equals(other.columns)
        && Objects.equals(seed, other.seed)
        && boundaries.equals(other.boundaries)
        && Objects.equals(format, other.format);
  }

  /** The rule in one line, for a person. */
  public String inWords() {
    String rule =
        "%s of %s, seed %s, %s".formatted(strategy, columns, seed, boundaries.inWords(columns));
    return format == null ? rule : "%s, format %d".formatted(rule, format);
  }
}
