package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How it is trained.
 *
 * @param config the job's {@code training}
 * @param seed seed of row and column sampling
 */
public record TrainingPlan(TrainingConfig config, long seed) {
  /** Rows times rounds: about a minute of one core with a hundred features. */
  private static final long AUTO_WORK = 100_000_000;

  private static final int MIN_AUTO = 50;

  /**
   * Rounds between two checkpoints, a function of configuration and rows alone, since the trees of
   * a sampled training depend on it. A checkpoint costs one pass over the labels' margins, a
   * hundredth of fifty rounds at most; and less work than {@code AUTO_WORK} is repeated sooner than
   * it is worth one.
   *
   * @param trainRows number of train rows
   */
  int checkpointRounds(long trainRows) {
    long auto = Math.max(MIN_AUTO, AUTO_WORK / Math.max(1, trainRows));
    return Math.min(config.rounds(), config.checkpointRounds().orElse((int) auto));
  }

  /** Every parameter that the native library is given, defaults included, by native name. */
  public SortedMap<String, String> params() {
    SortedMap<String, String> params = new TreeMap<>(BoosterParams.effective(config.params()));
    params.put("seed", Long.toString(seed));
    params.put("nthread", Integer.toString(config.threadsPerWorker()));
    return params;
  }
}
