package io.riskmesh.drift;

import java.io.Serializable;
import java.util.List;

/**
 * Distribution of a column's present values, in groups of at least {@code PrivacyConfig.SMALL_CELL}
 * rows: either one group per value and one for all others, or ranges. Missing values are in none of
 * the groups.
 *
 * @param values values that have a group of their own; null for ranges
 * @param edges inclusive upper ends of all ranges but the last, ascending; null for values. They
 *     have 18 significant bits, as do the numbers that are compared with them
 * @param rows rows per group: for values, in their order and then all others, 0 if there are none;
 *     for ranges, from the lowest
 */
public record ColumnDistribution(List<String> values, List<Double> edges, List<Long> rows)
    implements Serializable {

  static ColumnDistribution ofValues(List<String> values, List<Long> rows) {
    return new ColumnDistribution(values, null, rows);
  }

  static ColumnDistribution ofRanges(List<Double> edges, List<Long> rows) {
    return new ColumnDistribution(null, edges, rows);
  }

  boolean byValue() {
    return values != null;
  }

  /** Returns the number of groups, including the one for all other values. */
  int size() {
    return rows.size();
  }
}
