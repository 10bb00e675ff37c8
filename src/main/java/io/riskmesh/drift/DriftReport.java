package io.riskmesh.drift;

import io.riskmesh.catalog.SourceChange.Extent;
import io.riskmesh.config.DriftConfig;
import io.riskmesh.privacy.DisclosureLevel;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table now, held against what a run saw: the content of {@code drift.json}. What was not
 * looked at is left out.
 *
 * @param id name of the comparison
 * @param asOf ISO-8601 time that it stands for
 * @param against which run was asked for: {@code latest}, {@code approved} or a run id
 * @param run the run that this is; null when there is none
 * @param retrain whether there is a reason to train again
 * @param reasons all of them, what concerns the whole first
 * @param notes what a person should know besides
 * @param columns in the order in which the run named them
 * @param score how the run's own model scores the rows
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
    Performance performance) {

  /** Which comparison it is: the first components of {@link DriftReport}. */
  public record Head(String id, String job, String asOf, String against) {

    /** Nothing can be compared, which is the one reason. */
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
          null);
    }

    /** What was found, judged. */
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
          found.performance());
    }
  }

  /**
   * The data.
   *
   * @param then what the run has pinned, in words
   * @param now what there is now
   * @param extent which rows had to be read
   * @param why how that is known
   */
  public record DriftSource(String name, String then, String now, Extent extent, String why) {}

  /**
   * Rows, filtered.
   *
   * @param then rows that the run saw
   * @param added rows that came since; where all are read, how many more there are
   * @param share of added over then
   * @param limit from which share on they are worth a training
   * @param compared rows whose distributions are held against the run's: those added or all; null
   *     when they are too few
   */
  public record RowCounts(long then, long added, double share, double limit, Long compared) {

    /**
     * What was counted.
     *
     * @param read rows that were read: those added, or all
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
   * @param shift null where nothing but missing values is looked at, and where there were none
   */
  public record DriftColumn(
      String name, String type, DisclosureLevel disclosure, MissingShares missing, Shift shift) {}

  /**
   * Shares of rows without a value.
   *
   * @param change now less then
   * @param limit how far it may go either way
   * @param noise what sampling alone stays below in 999 of 1,000 cases
   */
  public record MissingShares(
      double then, double now, double change, double limit, double noise, boolean exceeds) {}

  /**
   * How far a distribution has moved.
   *
   * @param psi see {@link Psi}
   * @param limit above which it is too far
   * @param noise what sampling alone stays below in 999 of 1,000 cases
   * @param exceeds whether psi is above both
   * @param groups those of the run; small ones now are put together, so that psi, which knows
   *     better, may be more than they show
   */
  public record Shift(
      double psi, double limit, double noise, boolean exceeds, List<DriftGroup> groups) {}

  /**
   * A group of rows.
   *
   * @param name the value; null for a range and for all other values
   * @param from exclusive lower end of a range; null when open or no range
   * @param to inclusive upper end likewise
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
   * How well the model does on rows that it was not trained on and that have a label.
   *
   * @param low lower end of the 95 % interval; null where there is none
   * @param thenLow lower end of the run's own interval on test; its value where there is none
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
