package io.riskmesh.train;

/**
 * The best round so far and whether to go on, by the library's own rule: a round is best when it is
 * strictly better than every one before, and training stops {@code patience} rounds after the best.
 */
final class EarlyStopping {
  private final boolean maximise;
  private final int patience;
  private int best;
  private float score;
  private int last = -1;

  /**
   * @param metric native name of the evaluation metric
   * @param patience rounds without a better score after which it stops; 0 = never
   */
  EarlyStopping(String metric, int patience) {
    this.maximise = metric.startsWith("auc");
    this.patience = patience;
    this.score = maximise ? -Float.MAX_VALUE : Float.MAX_VALUE;
  }

  /** Takes the next round's score; true when it was the last round. */
  boolean stopsAfter(float value) {
    last++;
    if (maximise ? value > score : value < score) {
      best = last;
      score = value;
    }
    return patience > 0 && last - best >= patience;
  }

  /** Zero-based index of the best round. */
  int best() {
    return best;
  }
}
