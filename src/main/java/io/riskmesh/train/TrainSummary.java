package io.riskmesh.train;

import java.util.List;
import java.util.Map;

/**
 * How a booster came to be.
 *
 * @param engine implementation that trained it
 * @param workers resolved number of workers
 * @param threadsPerWorker native threads per worker
 * @param checkpointRounds rounds after which there was a checkpoint, and the trees of a sampled
 *     training start from another seed; 0 in runs of before
 * @param params every parameter that the library was given
 * @param metric evaluation metric that early stopping looked at
 * @param bestIteration zero-based; the published model has {@code bestIteration + 1} trees
 * @param history one entry per round that was trained, later cut-off rounds included
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
