package io.riskmesh.profile;

import java.util.List;

/**
 * What may be told of a source: the content of {@code profile.json}, of the page, and all that a
 * proposed job knows.
 *
 * @param snapshot Iceberg snapshot id; null for files
 * @param asOf ISO-8601 time at which it was looked at
 * @param sampledFrom rows of the source of which {@code rows} are a sample; null when all were read
 * @param malformed records of a text file that lack the header's shape; null for typed sources
 * @param passes how often the source was read
 * @param smallCell fewest rows of a group that is shown
 * @param columns every column in the source's order
 * @param correlations among numeric columns, strongest first; of at most {@link
 *     PairwiseSums#MAX_COLUMNS} columns, those that go most with the label
 */
public record SourceProfile(
    String job,
    String source,
    Long snapshot,
    String asOf,
    String filter,
    long rows,
    Long sampledFrom,
    Long malformed,
    int passes,
    int smallCell,
    Label label,
    List<ColumnProfile> columns,
    List<Correlation> correlations) {

  /**
   * The label.
   *
   * @param positive the value that means default; null when the column is masked
   * @param rate defaults among the rows that have a label; null without any
   */
  public record Label(
      String column, String positive, long defaults, long goods, long missing, Double rate) {

    /** Whether there is anything to hold a column against. */
    boolean hasBothClasses() {
      return defaults > 0 && goods > 0;
    }
  }

  /** Pearson's correlation of two columns over the rows in which both have a finite number. */
  public record Correlation(String left, String right, double value, long rows) {}
}
