package io.riskmesh.features;

/**
 * Weight of evidence and information value of bins (Siddiqi 2006, Credit Risk Scorecards, chapter
 * 6). Half a row is added to the good and to the bad rows of each bin, so that both are finite in a
 * bin without defaults.
 *
 * @param goods rows of train without default, with half a row per bin
 * @param bads rows of train with default, with half a row per bin
 */
public record BinEvidence(double goods, double bads) {
  private static final double HALF = 0.5;

  /**
   * Returns the evidence of bins.
   *
   * @param all the rows of all bins
   * @param bins number of bins
   */
  static BinEvidence of(LabelTally all, int bins) {
    return of(all.negatives(), all.positives(), bins);
  }

  /** Returns the evidence of bins with these rows in all. */
  public static BinEvidence of(long negatives, long positives, int bins) {
    return new BinEvidence(negatives + HALF * bins, positives + HALF * bins);
  }

  /**
   * Returns a bin's weight of evidence, {@code ln(share of the good / share of the bad)}: above 0
   * if it has a lower default rate than train.
   */
  public double woe(long negatives, long positives) {
    return StrictMath.log(good(negatives) / bad(positives));
  }

  /** Returns the bin's part of the information value. */
  public double value(long negatives, long positives) {
    return (good(negatives) - bad(positives)) * woe(negatives, positives);
  }

  private double good(long negatives) {
    return (negatives + HALF) / goods;
  }

  private double bad(long positives) {
    return (positives + HALF) / bads;
  }
}
