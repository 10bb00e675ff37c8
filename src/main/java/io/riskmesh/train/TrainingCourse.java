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
 */
record TrainingCourse(
    Map<String, String> params,
    int rounds,
    int patience,
    int checkpointRounds,
    boolean followsTrees)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String SEED = "seed";

  TrainingCourse {
    params = new HashMap<>(params);
  }

  /**
   * Returns the course of a plan.
   *
   * @param threads native threads of a worker
   * @param trainRows number of train rows
   * @param validationRows number of validation rows of a worker
   */
  static TrainingCourse of(TrainingPlan plan, int threads, long trainRows, long validationRows) {
    return new TrainingCourse(
        plan.params(threads),
        plan.config().rounds(),
        plan.config().earlyStoppingRounds(),
        plan.checkpointRounds(trainRows),
        plan.followsTrees(trainRows, validationRows));
  }

  EarlyStopping stopping() {
    return new EarlyStopping(params.get("eval_metric"), patience);
  }

  /** Returns the native parameters of the segment that starts with a round. */
  Map<String, String> params(int firstRound) {
    Map<String, String> all = new HashMap<>(params);
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
