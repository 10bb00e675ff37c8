package io.riskmesh.quality;

import java.util.List;

/**
 * What the one aggregation over the staged rows found.
 *
 * @param rows rows that were looked at
 * @param positives rows whose label is the positive value
 * @param columns one entry per column that the job uses
 * @param violations broken rules, worst first; empty means the data is accepted
 */
public record QualityReport(
    long rows, long positives, List<ColumnSummary> columns, List<Violation> violations) {

  /** Nulls of a column; min and max as text, null when the column is masked or has no values. */
  public record ColumnSummary(String name, String type, long nulls, String min, String max) {}

  /**
   * A broken rule.
   *
   * @param rule name of the check, such as {@code range}
   * @param column the column; null for a rule on whole rows
   * @param count rows that break it
   * @param example one offending value, masked; null where there is none to show
   * @param message one sentence with the rule, the count and the limit
   */
  public record Violation(String rule, String column, long count, String example, String message) {}
}
