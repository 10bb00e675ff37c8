package io.riskmesh.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a model was trained.
 *
 * @param engine engine that trained it
 * @param workers actual number of workers
 * @param threadsPerWorker native threads per worker
 * @param checkpointRounds rounds between two checkpoints; with sampling, each segment also has its
 *     own seed; 0 in runs of earlier releases
 * @param params every parameter that was passed to the library
 * @param metric metric that decides when training stops
 * @param bestIteration zero-based; the published model has {@code bestIteration + 1} trees
 * @param history one entry per round that was trained, including rounds that were cut off later;
 *     none of a scorecard, whose trees are its features
 * @param scorecard null for a booster
 */
public record TrainSummary(
    String engine,
    int workers,
    int threadsPerWorker,
    int checkpointRounds,
    Map<String, String> params,
    String metric,
    int bestIteration,
    List<Round> history,
    ScorecardSummary scorecard) {

  /** Creates the summary of a booster. */
  public TrainSummary(
      String engine,
      int workers,
      int threadsPerWorker,
      int checkpointRounds,
      Map<String, String> params,
      String metric,
      int bestIteration,
      List<Round> history) {
    this(
        engine,
        workers,
        threadsPerWorker,
        checkpointRounds,
        params,
        metric,
        bestIteration,
        history,
        null);
  }

  /** Returns whether the model is a scorecard. */
  public boolean hasScorecard() {
    return scorecard != null;
  }

  /**
   * The metrics after a round.
   *
   * @param train the metric that decides, on train; null if it is not computed there
   * @param validation the metric that decides, on validation
   * @param others the other metrics, in the order of the job; null if there are none
   */
  public record Round(Float train, float validation, List<OtherMetric> others) {

    /** Creates a round with a single metric. */
    public Round(float train, float validation) {
      this(train, validation, null);
    }

    /** Returns the other metrics, none if there is a single one. */
    public List<OtherMetric> otherMetrics() {
      return others == null ? List.of() : others;
    }

    /** Returns the metric on train, NaN if it is not computed there. */
    public float trainOrNaN() {
      return train == null ? Float.NaN : train;
    }
  }

  /**
   * A metric that does not decide, after a round.
   *
   * @param metric native name
   * @param train value on train; null for an area under a curve, which is not computed there
   * @param validation value on validation
   */
  public record OtherMetric(String metric, Float train, float validation) {}

  /**
   * Returns the rounds of each metric by its name, the deciding metric first and without the
   * others.
   */
  public Map<String, List<Round>> curves() {
    Map<String, List<Round>> curves = new LinkedHashMap<>();
    for (Round round : history) {
      add(curves, metric, round.train(), round.validation());
      round.otherMetrics().forEach(o -> add(curves, o.metric(), o.train(), o.validation()));
    }
    return curves;
  }

  private static void add(
      Map<String, List<Round>> curves, String metric, Float train, float validation) {
    curves
        .computeIfAbsent(metric, name -> new ArrayList<>())
        .add(new Round(train, validation, null));
  }
}
