package io.riskmesh.train;

import java.util.List;
import java.util.Map;

/**
 * How a booster was trained.
 *
 * @param engine engine that trained it
 * @param workers actual number of workers
 * @param threadsPerWorker native threads per worker
 * @param checkpointRounds rounds between two checkpoints; with sampling, each segment also has its
 *     own seed; 0 in runs of earlier releases
 * @param params every parameter that was passed to the library
 * @param metric evaluation metric for early stopping
 * @param bestIteration zero-based; the published model has {@code bestIteration + 1} trees
 * @param history one entry per round that was trained, including rounds that were cut off later
 */
public record TrainSummary(
    String engine,
    int workers,
    int threadsPerWorker,
    int checkpointRounds,
    Map<String, String> params,
    String metric,
    int bestIteration,
    List<Round> history) {

  /** The metric after a round on train and on validation. */
  public record Round(float train, float validation) {}
}
