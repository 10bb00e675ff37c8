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
 * @param format rules by which keys become texts: 2 since whole decimals of any size are exact;
 *     null in manifests that were written before there was a second
 */
public record SplitSummary(
    String strategy,
    List<String> columns,
    Long seed,
    List<String> boundaries,
    boolean stable,
    long unassigned,
    Map<Part, PartSummary> parts,
    Integer format) {
  /** The rules of today. */
  static final Integer FORMAT = 2;

  /** A split by the rules of today. */
  public SplitSummary(
      String strategy,
      List<String> columns,
      Long seed,
      List<String> boundaries,
      boolean stable,
      long unassigned,
      Map<Part, PartSummary> parts) {
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

  /** Rule of the split in one line; equal for two runs that assign rows by the same rule. */
  public String identity() {
    String rule = "%s of %s, seed %s, %s".formatted(strategy, columns, seed, boundaries);
    return format == null ? rule : "%s, format %d".formatted(rule, format);
  }
}
