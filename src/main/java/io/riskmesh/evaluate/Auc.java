package io.riskmesh.evaluate;

import static io.riskmesh.evaluate.MetricEstimate.square;

/** Area under the ROC curve: how often a positive scores above a negative; ties count half. */
final class Auc {
  private Auc() {}

  /**
   * Returns the area and its standard error by structural components (DeLong, DeLong and
   * Clarke-Pearson 1988). With weights, each row's component is multiplied by its squared weight,
   * which gives the linearised variance of the weighted statistic; with equal weights it equals
   * DeLong's.
   */
  static MetricEstimate of(ScoreCurve curve) {
    double area = area(curve);
    return new MetricEstimate(area, Math.sqrt(variance(curve, area)));
  }

  static double area(ScoreCurve curve) {
    double pairs = 0;
    double below = 0;
    for (int i = 0; i < curve.size(); i++) {
      double here = curve.negatives().at(i);
      pairs += curve.positives().at(i) * (below + here / 2);
      below += here;
    }
    return pairs / (curve.positives().total() * curve.negatives().total());
  }

  private static double variance(ScoreCurve curve, double area) {
    ClassWeights positives = curve.positives();
    ClassWeights negatives = curve.negatives();
    double ofPositives = 0;
    double ofNegatives = 0;
    double negativesBelow = 0;
    double positivesAbove = positives.total();
    for (int i = 0; i < curve.size(); i++) {
      positivesAbove -= positives.at(i);
      double beaten = (negativesBelow + negatives.at(i) / 2) / negatives.total();
      double beating = (positivesAbove + positives.at(i) / 2) / positives.total();
      ofPositives += positives.squareAt(i) * square(beaten - area);
      ofNegatives += negatives.squareAt(i) * square(beating - area);
      negativesBelow += negatives.at(i);
    }
    return variance(ofPositives, positives) + variance(ofNegatives, negatives);
  }

  private static double variance(double squares, ClassWeights mass) {
    return squares / square(mass.total()) * MetricEstimate.unbiased(mass.effectiveRows());
  }
}
