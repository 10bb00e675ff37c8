package io.riskmesh.evaluate;

/**
 * Rows that two models decide differently, each at its own threshold.
 *
 * @param threshold of the new model
 * @param otherThreshold of the model that it is compared with
 * @param share share of all compared rows that are decided differently
 * @param low lower end of the share's 95 % Wilson interval
 * @param high upper end of the interval
 * @param accepted rows that only the new model accepts
 * @param refused rows that only the new model refuses
 */
public record SwapSet(
    double threshold,
    double otherThreshold,
    double share,
    double low,
    double high,
    SwapGroup accepted,
    SwapGroup refused) {

  /**
   * Rows that are decided differently in the same way.
   *
   * @param rows sum of their weights; the number of rows without weights
   * @param share share of all compared rows
   * @param rate their default rate; null without rows
   * @param low lower end of its 95 % Wilson interval; null without rows
   * @param high upper end of the interval; null without rows
   */
  public record SwapGroup(double rows, double share, Double rate, Double low, Double high) {}

  static SwapSet of(PairedScores pairs, double threshold, double otherThreshold) {
    Tally all = new Tally();
    Tally swapped = new Tally();
    Tally accepted = new Tally();
    Tally refused = new Tally();
    for (int i = 0; i < pairs.size(); i++) {
      boolean isRefused = pairs.own()[i] >= threshold;
      all.add(pairs, i);
      if (isRefused != pairs.other()[i] >= otherThreshold) {
        swapped.add(pairs, i);
        (isRefused ? refused : accepted).add(pairs, i);
      }
    }
    double share = swapped.weight / all.weight;
    ConfidenceInterval interval = ConfidenceInterval.wilson(share, all.effectiveRows());
    return new SwapSet(
        threshold,
        otherThreshold,
        share,
        interval.low(),
        interval.high(),
        accepted.group(all),
        refused.group(all));
  }

  /** Sums over rows. */
  private static final class Tally {
    private double weight;
    private double squares;
    private double defaults;

    void add(PairedScores pairs, int row) {
      weight += pairs.weight(row);
      squares += pairs.weight(row) * pairs.weight(row);
      defaults += pairs.weight(row) * pairs.label(row);
    }

    double effectiveRows() {
      return ClassWeights.effectiveRows(weight, squares);
    }

    SwapGroup group(Tally all) {
      if (weight == 0) {
        return new SwapGroup(0, 0, null, null, null);
      }
      double rate = defaults / weight;
      ConfidenceInterval interval = ConfidenceInterval.wilson(rate, effectiveRows());
      return new SwapGroup(weight, weight / all.weight, rate, interval.low(), interval.high());
    }
  }
}
