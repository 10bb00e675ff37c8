package io.riskmesh.train;

/** Watches a training. */
@FunctionalInterface
public interface RoundListener {
  /** Ignores everything. */
  RoundListener NONE = (round, metrics) -> {};

  /**
   * A round is done. Called from another thread than the one that trains.
   *
   * @param round zero-based
   */
  void onRound(int round, TrainSummary.Round metrics);
}
