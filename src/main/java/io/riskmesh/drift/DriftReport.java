package io.riskmesh.drift;

import io.riskmesh.catalog.SourceChange.Extent;
import io.riskmesh.config.DriftConfig;
import io.riskmesh.privacy.DisclosureLevel;
import java.util.List;
import java.util.stream.Stream;

/**
 * Comparison of the current table with a run's baseline: the content of {@code drift.json}. What
 * was not examined is left out.
 *
 * @param id identifier of the comparison
 * @param asOf the comparison's as-of time, ISO-8601
 * @param against the requested run: {@code latest}, {@code approved} or a run id
 * @param run id of the run that was found; null if there is none
 * @param retrain whether there is a reason to retrain
 * @param reasons all reasons; those that concern the whole table come first
 * @param notes further remarks for a person
 * @param columns in the order in which the run named them
 * @param score shift of the score that the run's own model gives the rows
 * @param level null if the score was not compared, or the baseline has no level
 */
public record DriftReport(
    String id,
    String job,
    String asOf,
    String against,
    String run,
    boolean retrain,
    List<RetrainReason> reasons,
    List<String> notes,
    DriftSource source,
    RowCounts rows,
    List<DriftColumn> columns,
    Shift score,
    Performance performance,
    DriftLevel level) {

  /** Identifies the comparison: the first components of {@link DriftReport}. */
  public record Head(String id, String job, String asOf, String against) {

    /** Returns a report without a comparison; that none is possible is its only reason. */
    public DriftReport without(String run, RetrainReason reason) {
      return new DriftReport(
          id,
          job,
          asOf,
          against,
          run,
          true,
          List.of(reason),
          List.of(),
          null,
          null,
          List.of(),
          null,
          null,
          null);
    }

    /** Returns the report on the findings, with the reasons that follow from them. */
    public DriftReport with(DriftFindings found) {
      List<RetrainReason> reasons = DriftRules.judge(found);
      List<String> notes =
          Stream.concat(found.notes().stream(), found.schema().notes().stream()).toList();
      return new DriftReport(
          id,
          job,
          asOf,
          against,
          found.run(),
          !reasons.isEmpty(),
          reasons,
          notes,
          found.source(),
          found.rows(),
          found.columns(),
          found.score(),
          found.performance(),
          found.level());
    }
  }

  /**
   * The data.
   *
   * @param then what the run pinned, in words
   * @param now what there is now
   * @param extent which rows had to be read
   * @param why how the extent was determined
   * @param scores short name of the source whose scores were compared; null if it was the table
   */
  public record DriftSource(
      String name, String then, String now, Extent extent, String why, String scores) {}

  /**
   * Row counts, filtered.
   *
   * @param then rows that the run saw
   * @param added rows added since; if all rows are read, the difference in number; 0 for scores
   * @param share added divided by then
   * @param limit share from which retraining is advised
   * @param compared rows whose distributions are compared with the run's: those added or all; null
   *     if they are too few
   */
  public record RowCounts(long then, long added, double share, double limit, Long compared) {

    /**
     * Derives the counts.
     *
     * @param read number of rows that were read: those added, or all
     */
    public static RowCounts of(long then, long read, boolean isAll, DriftConfig limits) {
      long added = isAll ? Math.max(0, read - then) : read;
      return new RowCounts(
          then,
          added,
          (double) added / then,
          limits.newRows(),
          read < limits.minRows() ? null : Long.valueOf(read));
    }
  }

  /**
   * A column.
   *
   * @param shift null if only missing values are examined, and if there were no present values
   */
  public record DriftColumn(
      String name, String type, DisclosureLevel disclosure, MissingShares missing, Shift shift) {}

  /**
   * Shares of rows without a value.
   *
   * @param change now minus then
   * @param limit largest change allowed in either direction
   * @param noise bound that sampling alone stays below in 999 of 1,000 cases
   */
  public record MissingShares(
      double then, double now, double change, double limit, double noise, boolean exceeds) {}

  /**
   * How far a distribution has moved.
   *
   * @param psi see {@link Psi}
   * @param limit PSI above which the shift is too large
   * @param noise bound that sampling alone stays below in 999 of 1,000 cases
   * @param exceeds whether psi is above both
   * @param groups the run's groups; those that are small now are merged, so psi, which is computed
   *     before merging, may be larger than they suggest
   */
  public record Shift(
      double psi, double limit, double noise, boolean exceeds, List<DriftGroup> groups) {}

  /**
   * A group of rows.
   *
   * @param name the value; null for a range and for the group of all other values
   * @param from exclusive lower end of a range; null if open or not a range
   * @param to inclusive upper end of a range; null if open or not a range
   * @param then rows among those that the run saw
   * @param now rows among those compared
   */
  public record DriftGroup(
      String name,
      Double from,
      Double to,
      long then,
      long now,
      double shareThen,
      double shareNow) {}

  /**
   * The model's performance on labelled rows that it was not trained on.
   *
   * @param low lower end of the 95 % interval; null if there is none
   * @param thenLow lower end of the run's own interval on test; null if there is none
   */
  public record Performance(
      long rows,
      double auc,
      Double low,
      Double high,
      double then,
      Double thenLow,
      Double thenHigh) {}
}
