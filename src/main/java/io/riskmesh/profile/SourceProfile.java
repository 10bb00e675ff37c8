package io.riskmesh.profile;

import java.util.List;

/**
 * What may be shown of a source: the content of {@code profile.json} and of the page, and all that
 * a proposed job is based on.
 *
 * @param snapshot Iceberg snapshot id; null for files
 * @param asOf as-of time of the profile, ISO-8601
 * @param sampledFrom number of rows of the source if {@code rows} are a sample; null if all were
 *     read
 * @param malformed records of a text file that do not match the header; null for typed sources
 * @param passes how often the source was read
 * @param smallCell smallest number of rows of a group that is shown
 * @param columns every column, in the source's order
 * @param correlations between numeric columns, strongest first; of at most {@link
 *     PairwiseSums#MAX_COLUMNS} columns, those most strongly correlated with the label
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
   * @param positive the value that means default; null if the column is masked
   * @param rate share of defaults among the rows that have a label; null if none has
   */
  public record Label(
      String column, String positive, long defaults, long goods, long missing, Double rate) {

    /** Returns whether there are two classes to compare a column with. */
    boolean hasBothClasses() {
      return defaults > 0 && goods > 0;
    }
  }

  /** Pearson's correlation of two columns over the rows in which both have a finite number. */
  public record Correlation(String left, String right, double value, long rows) {}
}
