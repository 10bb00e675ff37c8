package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Configuration and seed of a training.
 *
 * @param config the job's {@code training}
 * @param seed seed of row and column sampling
 */
public record TrainingPlan(TrainingConfig config, long seed) {
  /** Rows times rounds: about a minute of one core with a hundred features. */
  private static final long AUTO_WORK = 100_000_000;

  private static final int MIN_AUTO = 50;

  /**
   * Returns the rounds between two checkpoints, a function of configuration and rows alone, since
   * the trees of a sampled training depend on it. A checkpoint costs one pass that computes the
   * margins, at most a hundredth of fifty rounds. Work below {@code AUTO_WORK} is cheaper to repeat
   * than to checkpoint.
   *
   * @param trainRows number of train rows
   */
  int checkpointRounds(long trainRows) {
    long auto = Math.max(MIN_AUTO, AUTO_WORK / Math.max(1, trainRows));
    return Math.min(config.rounds(), config.checkpointRounds().orElse((int) auto));
  }

  /** Returns the evaluation metric, by which training stops early. */
  public String metric() {
    return BoosterParams.effective(config.params()).get(BoosterParam.EVAL_METRIC.nativeName());
  }

  /**
   * Returns every parameter that is passed to the native library, including defaults, by native
   * name.
   *
   * @param threads native threads of a worker
   */
  SortedMap<String, String> params(int threads) {
    SortedMap<String, String> params = new TreeMap<>(BoosterParams.effective(config.params()));
    params.put("seed", Long.toString(seed));
    params.put("nthread", Integer.toString(threads));
    return params;
  }
}
