package io.riskmesh.drift;

import java.util.List;

/**
 * How the present values of a column lie, in groups of at least {@code PrivacyConfig.SMALL_CELL}
 * rows: one per value and one for all others, or ranges. What is missing is in none of them.
 *
 * @param values values that have a group of their own; null for ranges
 * @param edges inclusive upper ends of all ranges but the last, ascending; null for values. They
 *     have 18 significant bits, and so are the numbers looked at that are held against them
 * @param rows per group: of the values in their order and then of all others, 0 for none; or of the
 *     ranges from the lowest
 */
public record ColumnDistribution(List<String> values, List<Double> edges, List<Long> rows) {

  static ColumnDistribution ofValues(List<String> values, List<Long> rows) {
    return new ColumnDistribution(values, null, rows);
  }

  static ColumnDistribution ofRanges(List<Double> edges, List<Long> rows) {
    return new ColumnDistribution(null, edges, rows);
  }

  boolean byValue() {
    return values != null;
  }

  /** Number of groups, the one for other values among them. */
  int size() {
    return rows.size();
  }
}
