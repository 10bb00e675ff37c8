package io.riskmesh.train;

/** Receives the rounds of a training. */
@FunctionalInterface
public interface RoundListener {
  /** Ignores everything. */
  RoundListener NONE = (round, metrics) -> {};

  /**
   * Called when a round is done, from a thread other than the training thread.
   *
   * @param round zero-based
   * @param metrics the round's metrics
   */
  void onRound(int round, TrainSummary.Round metrics);
}
