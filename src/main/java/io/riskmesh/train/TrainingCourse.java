package io.riskmesh.train;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * The part of the training plan that every worker executes.
 *
 * @param params native parameters of the first segment
 * @param rounds maximum number of rounds
 * @param patience early stopping rounds; 0 = off
 * @param checkpointRounds rounds of one segment
 * @param followsTrees whether Java evaluates the validation rows
 * @param workers number of workers
 */
record TrainingCourse(
    Map<String, String> params,
    int rounds,
    int patience,
    int checkpointRounds,
    boolean followsTrees,
    int workers)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String SEED = "seed";
  private static final String METRIC = BoosterParam.EVAL_METRIC.nativeName();
  private static final String DEVICE = BoosterParam.DEVICE.nativeName();

  TrainingCourse {
    params = new HashMap<>(params);
  }

  /**
   * Returns the course of a plan.
   *
   * @param layout workers and their threads
   * @param trainRows number of train rows
   * @param validationRows number of validation rows of a worker
   */
  static TrainingCourse of(
      TrainingPlan plan, WorkerLayout layout, long trainRows, long validationRows) {
    return new TrainingCourse(
        plan.params(layout.threads()),
        plan.config().rounds(),
        plan.config().earlyStoppingRounds(),
        plan.checkpointRounds(trainRows),
        plan.followsTrees(trainRows, validationRows),
        layout.workers());
  }

  /** Returns the course of the worker that uses a device, such as {@code cuda:0}. */
  TrainingCourse on(String device) {
    return with(DEVICE, device);
  }

  private TrainingCourse with(String param, String value) {
    Map<String, String> all = new HashMap<>(params);
    all.put(param, value);
    return new TrainingCourse(all, rounds, patience, checkpointRounds, followsTrees, workers);
  }

  /** Returns the course without the metrics that decide nothing. */
  TrainingCourse decidingOnly() {
    return with(METRIC, metrics().deciding());
  }

  MetricPlan metrics() {
    return MetricPlan.of(params.get(METRIC), workers);
  }

  EarlyStopping stopping() {
    return new EarlyStopping(metrics().deciding(), patience);
  }

  /**
   * Returns the native parameters of the segment that starts with a round, with the first metric
   * that the library computes, if any.
   */
  Map<String, String> params(int firstRound) {
    Map<String, String> all = new HashMap<>(params);
    all.remove(METRIC);
    metrics().direct().stream().limit(1).forEach(metric -> all.put(METRIC, metric));
    if (firstRound > 0) {
      all.put(SEED, Long.toString(seed(Long.parseLong(params.get(SEED)), firstRound)));
      // The margins replace it; setting it avoids a pass that would estimate one.
      all.put("base_score", "0.5");
    }
    return all;
  }

  /**
   * Derives a segment's seed by SplitMix64's mixing (Steele, Lea and Flood 2014), without the sign
   * bit.
   */
  private static long seed(long seed, int firstRound) {
    long mixed = seed + firstRound * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return (mixed ^ (mixed >>> 31)) & Long.MAX_VALUE;
  }
}
