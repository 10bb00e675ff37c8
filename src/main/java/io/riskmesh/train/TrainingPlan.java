package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Configuration, seed and constraints of a training.
 *
 * @param config the job's {@code training}
 * @param seed seed of row and column sampling
 * @param constraints what the trees must keep to
 */
public record TrainingPlan(TrainingConfig config, long seed, BoosterConstraints constraints) {
  /** Rows times rounds: about a minute of one core with a hundred features. */
  private static final long AUTO_WORK = 100_000_000;

  private static final int MIN_AUTO = 50;

  /** Bytes that may be written for a row so that Java is twice as fast. */
  private static final int SAVED_BYTES = 4;

  /** Nodes of a tree of depth four. */
  private static final int MAX_NODES = 31;

  /** Bytes of a tree without nodes, and of a node, in a model. */
  private static final int TREE_BYTES = 600;

  private static final int NODE_BYTES = 33;

  /** Creates a plan without constraints. */
  public TrainingPlan(TrainingConfig config, long seed) {
    this(config, seed, BoosterConstraints.NONE);
  }

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

  /**
   * Returns whether Java evaluates the validation rows. For shallow trees this saves about 40 ns a
   * row and round, for deeper ones nothing, and costs about 5 ns for every byte that the library
   * writes of the segment's trees. It is a function of numbers that all workers know, since they
   * have to do the same.
   *
   * @param trainRows number of train rows
   * @param validationRows number of validation rows of a worker
   */
  boolean followsTrees(long trainRows, long validationRows) {
    double leaves = Math.min((double) trainRows, Math.pow(2, limit(BoosterParam.MAX_DEPTH)));
    double nodes = 2 * Math.min(leaves, limit(BoosterParam.MAX_LEAVES)) - 1;
    double trees = limit(BoosterParam.NUM_PARALLEL_TREE) * checkpointRounds(trainRows) / 2;
    // A GPU may add up a row's leaves in another order.
    return !GpuDevices.isWanted(config)
        && nodes <= MAX_NODES
        && (double) validationRows * SAVED_BYTES >= trees * (TREE_BYTES + NODE_BYTES * nodes);
  }

  /** Returns the value of a parameter of which 0 means no limit. */
  private double limit(BoosterParam param) {
    int value = Integer.parseInt(BoosterParams.effective(config.params()).get(param.nativeName()));
    return value == 0 ? Double.POSITIVE_INFINITY : value;
  }

  /** Returns the metric that decides when training stops. */
  public String metric() {
    String names =
        BoosterParams.effective(config.params()).get(BoosterParam.EVAL_METRIC.nativeName());
    return MetricPlan.names(names).get(0);
  }

  /**
   * Returns every parameter that is passed to the native library, including defaults, by native
   * name.
   *
   * @param threads native threads of a worker
   */
  SortedMap<String, String> params(int threads) {
    SortedMap<String, String> params = new TreeMap<>(BoosterParams.effective(config.params()));
    params.putAll(constraints.params());
    params.put("seed", Long.toString(seed));
    params.put("nthread", Integer.toString(threads));
    return params;
  }
}
