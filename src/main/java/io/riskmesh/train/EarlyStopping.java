package io.riskmesh.train;

/**
 * Tracks the best round and decides when to stop, by the library's own rule: a round is best if it
 * is strictly better than every earlier one, and training stops {@code patience} rounds after the
 * best.
 */
final class EarlyStopping {
  private final boolean maximise;
  private final int patience;
  private int best;
  private float score;
  private int last = -1;

  /**
   * Creates the rule before the first round.
   *
   * @param metric native name of the evaluation metric
   * @param patience rounds without a better score after which training stops; 0 = never
   */
  EarlyStopping(String metric, int patience) {
    this.maximise = MetricPlan.isArea(metric);
    this.patience = patience;
    this.score = maximise ? -Float.MAX_VALUE : Float.MAX_VALUE;
  }

  /** Records the next round's score; returns true if training must stop after it. */
  boolean stopsAfter(float value) {
    last++;
    if (maximise ? value > score : value < score) {
      best = last;
      score = value;
    }
    return patience > 0 && last - best >= patience;
  }

  /** Returns the score of the best round. */
  float score() {
    return score;
  }

  /** Returns the zero-based index of the best round. */
  int best() {
    return best;
  }
}
