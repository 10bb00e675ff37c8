package io.riskmesh.quality;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the one aggregation over the staged rows found.
 *
 * @param rows rows that were looked at
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

  /** Without a look at features. */
  public QualityReport(
      long rows, long positives, List<ColumnSummary> columns, List<Violation> violations) {
    this(rows, positives, columns, List.of(), violations);
  }

  QualityReport withFeatures(List<FeatureShare> told) {
    return new QualityReport(rows, positives, columns, told, violations);
  }

  public QualityReport {
    features = features == null ? List.of() : features;
  }

  /**
   * What a feature has to say.
   *
   * @param missing rows without a value
   * @param unknown rows whose value the declared domain lacks; null where none is declared
   * @param constant whether every row has the same value
   * @param missingFiles files none of whose rows has a value; null for none
   * @param unknownFiles files whose values the declared domain all lacks; null for none
   */
  public record FeatureShare(
      String name,
      long missing,
      Long unknown,
      boolean constant,
      FileGap missingFiles,
      FileGap unknownFiles) {

    /** Before anybody has looked at files. */
    FeatureShare(String name, long missing, Long unknown, boolean constant) {
      this(name, missing, unknown, constant, null, null);
    }

    /** Share of all rows that have no value. */
    public double missingShare(long rows) {
      return rows == 0 ? 0 : (double) missing / rows;
    }

    /** Share of the values, of all rows, that the domain lacks; null where none is declared. */
    public Double unknownShare(long rows) {
      return unknown == null
          ? null
          : Double.valueOf((double) unknown / Math.max(1, rows - missing));
    }
  }

  /**
   * Whole files of the source that say nothing of a feature, though others do.
   *
   * @param files how many
   * @param of files that have rows
   * @param rows rows in them
   * @param example folder and name of one of them
   */
  public record FileGap(long files, long of, long rows, String example) {

    /** For a person; {@code what} is what the files have. */
    public String shown(String what) {
      return "%s in %,d of %,d files (%,d rows), such as %s"
          .formatted(what, files, of, rows, example);
    }
  }

  /**
   * Nulls of a column; min and max as text, null when the column may not show values or has none.
   */
  public record ColumnSummary(String name, String type, long nulls, String min, String max) {}

  /**
   * A broken rule.
   *
   * @param rule name of the check, such as {@code range}
   * @param column the column; null for a rule on whole rows
   * @param count rows that break it
   * @param example one offending value, masked; null where there is none to show
   * @param message one sentence with the rule, the count, the share, the limit and the way out
   */
  public record Violation(String rule, String column, long count, String example, String message) {

    Violation showing(String masked) {
      return new Violation(rule, column, count, masked, message);
    }

    /** The message with the example, where there is one. */
    public String line() {
      return example == null ? message : "%s (such as %s)".formatted(message, example);
    }
  }

  /**
   * Ends the run unless every rule is kept.
   *
   * @throws RunException {@code DATA_QUALITY} with every violation, one a line
   */
  public void requireAccepted() {
    if (!violations.isEmpty()) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          violations.stream().map(Violation::line).collect(Collectors.joining("\n")));
    }
  }
}
