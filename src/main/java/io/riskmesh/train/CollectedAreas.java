package io.riskmesh.train;

import java.util.Arrays;
import java.util.List;
import ml.dmlc.xgboost4j.java.Communicator;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Areas under curves of the validation rows of all workers. After each round the workers exchange
 * the scores, 4 bytes a row, and the first one computes the areas.
 */
final class CollectedAreas {
  /** Values that are exchanged at once; the library copies them outside the heap. */
  private static final int BLOCK = 1 << 20;

  /** Whole numbers of so many bits are floats. */
  private static final int EXACT_BITS = 24;

  private static final int LOW_BITS = (1 << EXACT_BITS) - 1;

  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final List<String> metrics;
  private final int workers;
  private final int first;
  private final int total;

  /** The rows of all workers; null on all workers but the first. */
  private final CurveAreas curves;

  private CollectedAreas(List<String> metrics, int workers, int first, int total, DMatrix rows)
      throws XGBoostError {
    this.metrics = metrics;
    this.workers = workers;
    this.first = first;
    this.total = total;
    float[] labels = gather(rows.getLabel());
    float[] weights = gather(rows.getWeight());
    this.curves = first == 0 ? new CurveAreas(labels, weights) : null;
  }

  /**
   * Collects labels and weights. Every worker calls it.
   *
   * @param rows labels and weights of this worker's validation rows
   */
  static CollectedAreas open(MetricPlan plan, DMatrix rows) throws XGBoostError {
    List<String> metrics = plan.collected();
    int own = Math.toIntExact(rows.rowNum());
    if (plan.workers() == 1 || metrics.isEmpty()) {
      return new CollectedAreas(metrics, 1, 0, own, rows);
    }
    int rank = Communicator.getRank();
    float[] counts = new float[2 * plan.workers()];
    counts[2 * rank] = (float) (own >> EXACT_BITS);
    counts[2 * rank + 1] = (float) (own & LOW_BITS);
    counts = sum(counts, plan.workers());
    long first = 0;
    long total = 0;
    for (int worker = 0; worker < plan.workers(); worker++) {
      first = worker == rank ? total : first;
      long high = (long) counts[2 * worker];
      long low = (long) counts[2 * worker + 1];
      total += (high << EXACT_BITS) + low;
    }
    if (total > MAX_ARRAY) {
      throw new UnrepeatableFailure(
          "training.params.eval_metric: %s of %d validation rows does not fit into one array of a worker; use logloss"
              .formatted(metrics, total),
          null);
    }
    return new CollectedAreas(metrics, plan.workers(), (int) first, (int) total, rows);
  }

  /**
   * Returns the areas after a round, the same on every worker.
   *
   * @param margins scores of this worker's rows before the sigmoid
   */
  float[] areas(float[] margins) {
    float[] all = gather(margins);
    float[] areas = curves == null ? new float[metrics.size()] : curves.areas(metrics, all);
    return workers == 1 ? areas : sum(areas, workers);
  }

  boolean isEmpty() {
    return metrics.isEmpty();
  }

  private float[] gather(float[] own) {
    if (workers == 1) {
      return own;
    }
    float[] all = new float[total];
    System.arraycopy(own, 0, all, first, own.length);
    for (int from = 0; from < total; from += BLOCK) {
      int length = Math.min(BLOCK, total - from);
      float[] block = new float[length];
      System.arraycopy(all, from, block, 0, length);
      System.arraycopy(sum(block, workers), 0, all, from, length);
    }
    return all;
  }

  /**
   * Returns the sum of the workers' values. The library's method ignores a failure, which a further
   * value reveals.
   */
  private static float[] sum(float[] values, int workers) {
    float[] sent = Arrays.copyOf(values, values.length + 1);
    sent[values.length] = 1;
    float[] sums = Communicator.allReduce(sent, Communicator.OpType.SUM);
    if (sums[values.length] != workers) {
      throw new IllegalStateException("the workers could not exchange their scores");
    }
    return Arrays.copyOf(sums, values.length);
  }
}
