package io.riskmesh.tune;

import io.riskmesh.store.JsonText;
import io.riskmesh.train.TrialResult.TrialEnd;
import java.util.List;
import java.util.Map;

/**
 * The result of a search. It names no time and no duration: a search that was interrupted and one
 * that was not have the same result.
 *
 * @param job name of the job
 * @param runId id under which the search was run
 * @param asOf ISO-8601 as-of time of the rows
 * @param digest digest of the job's configuration
 * @param search digest of trials and ranges
 * @param metric the metric that trials are selected by
 * @param higherIsBetter whether a higher value of the metric is better
 * @param selectedOn the part whose rows decided; the test part is never read
 * @param trainRows number of rows that trials were trained on
 * @param validationRows number of rows that trials were scored on
 * @param planned maximum number of trials
 * @param ended why no further trial was run
 * @param ranges what was searched
 * @param trials all trials, in order
 * @param selected number of the trial with the best score
 * @param comparisons number of trials that the selected one was chosen from; its score is too good
 *     by chance, the more so the more they are
 * @param comparison the selected parameters compared with the job's own by cross-validation; null
 *     if the job's own were selected. With folds: what a search selects compared with the job's own
 * @param folds the searches within the job's folds; null without folds
 * @param recommended whether the selected parameters should replace the job's own
 * @param advice what to do, in words
 */
public record SearchReport(
    String job,
    String runId,
    String asOf,
    String digest,
    String search,
    String metric,
    boolean higherIsBetter,
    String selectedOn,
    long trainRows,
    long validationRows,
    int planned,
    SearchEnd ended,
    List<SearchedRange> ranges,
    List<TrialRow> trials,
    int selected,
    int comparisons,
    FoldComparison comparison,
    List<FoldSearch> folds,
    boolean recommended,
    String advice) {

  /** Why a search ended. */
  public enum SearchEnd {
    /** All trials were run. */
    TRIALS,
    /** All values of the ranges were tried. */
    SPACE,
    /** The time was over. */
    MINUTES
  }

  /**
   * A range that was searched.
   *
   * @param name native name of the parameter
   * @param from smallest value
   * @param to largest value
   * @param scale {@code linear} or {@code log}
   */
  public record SearchedRange(String name, double from, double to, String scale) {}

  /**
   * A trial.
   *
   * @param number zero-based
   * @param origin {@code job}, {@code sobol} or {@code model}: how its parameters were chosen
   * @param params values of the searched parameters
   * @param rungs score at each rung that it reached
   * @param score score of its best round
   * @param bestRound zero-based
   * @param rounds rounds that were boosted
   * @param end why it ended
   */
  public record TrialRow(
      int number,
      String origin,
      Map<String, String> params,
      List<Double> rungs,
      double score,
      int bestRound,
      int rounds,
      TrialEnd end) {

    /** Returns whether the trial was boosted to its end. */
    public boolean complete() {
      return end != TrialEnd.RUNG;
    }
  }

  /** Returns whether the job has folds, each with a search of its own. */
  boolean hasFolds() {
    return folds != null;
  }

  /** Returns the report as JSON. */
  public byte[] toJson() {
    return JsonText.bytes(this);
  }

  /** Reads a report that {@link #toJson} wrote. */
  public static SearchReport read(byte[] json) {
    return JsonText.read(json, SearchReport.class);
  }

  /** Returns the trial that was selected. */
  public TrialRow selectedTrial() {
    return trials.get(selected);
  }
}
