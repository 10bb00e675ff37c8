package io.riskmesh.quality;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Result of the checks over the staged rows.
 *
 * @param rows number of rows checked
 * @param positives rows whose label is the positive value
 * @param columns one entry per column that the job uses
 * @param features one entry per feature that the job declares
 * @param violations broken rules, worst first; empty means the data is accepted
 */
public record QualityReport(
    long rows,
    long positives,
    List<ColumnSummary> columns,
    List<FeatureShare> features,
    List<Violation> violations) {

  /** Creates a report without features. */
  public QualityReport(
      long rows, long positives, List<ColumnSummary> columns, List<Violation> violations) {
    this(rows, positives, columns, List.of(), violations);
  }

  QualityReport withFeatures(List<FeatureShare> told) {
    return new QualityReport(rows, positives, columns, told, violations);
  }

  /** Replaces a missing list of features by an empty one. */
  public QualityReport {
    features = features == null ? List.of() : features;
  }

  /**
   * How much information a feature has.
   *
   * @param missing rows without a value
   * @param unknown rows whose value is not in the declared domain; null if none is declared
   * @param constant whether every row has the same value
   * @param missingFiles files in which no row has a value; null if there are none
   * @param unknownFiles files in which no value is in the declared domain; null if there are none
   */
  public record FeatureShare(
      String name,
      long missing,
      Long unknown,
      boolean constant,
      FileGap missingFiles,
      FileGap unknownFiles) {

    /** Creates a share for which files were not examined. */
    FeatureShare(String name, long missing, Long unknown, boolean constant) {
      this(name, missing, unknown, constant, null, null);
    }

    /** Returns the share of all rows that have no value; {@code rows} is the number of all rows. */
    public double missingShare(long rows) {
      return rows == 0 ? 0 : (double) missing / rows;
    }

    /**
     * Returns the share of present values that the domain does not contain, or null if none is
     * declared; {@code rows} is the number of all rows.
     */
    public Double unknownShare(long rows) {
      return unknown == null
          ? null
          : Double.valueOf((double) unknown / Math.max(1, rows - missing));
    }
  }

  /**
   * Whole files of the source that have no information on a feature, although others do.
   *
   * @param files number of such files
   * @param of number of files that have rows
   * @param rows number of rows in such files
   * @param example folder and name of one of them
   */
  public record FileGap(long files, long of, long rows, String example) {

    /** Describes the gap; {@code what} is what is wrong in the files. */
    public String shown(String what) {
      return "%s in %,d of %,d files (%,d rows), such as %s"
          .formatted(what, files, of, rows, example);
    }
  }

  /**
   * Missing values of a column; min and max as text, null if the column may not show values or has
   * none.
   */
  public record ColumnSummary(String name, String type, long nulls, String min, String max) {}

  /**
   * A broken rule.
   *
   * @param rule name of the check, for instance {@code range}
   * @param column the column; null for a rule on whole rows
   * @param count rows that break it
   * @param example one offending value, masked; null if there is none to show
   * @param message one sentence with the rule, the count, the share, the limit and the way out
   */
  public record Violation(String rule, String column, long count, String example, String message) {

    Violation showing(String masked) {
      return new Violation(rule, column, count, masked, message);
    }

    /** Returns the message with the example, if there is one. */
    public String line() {
      return example == null ? message : "%s (such as %s)".formatted(message, example);
    }
  }

  /**
   * Ends the run unless every rule is kept.
   *
   * @throws RunException {@code DATA_QUALITY} with every violation, one per line
   */
  public void requireAccepted() {
    if (!violations.isEmpty()) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          violations.stream().map(Violation::line).collect(Collectors.joining("\n")));
    }
  }
}
