package io.riskmesh.evaluate;

import io.riskmesh.model.Calibrator;
import java.util.stream.IntStream;

/**
 * Rows without a label, each of which counts as a default with its calibrated probability p and as
 * a good borrower with 1 - p: confidence-based performance estimation (as in NannyML's
 * documentation).
 */
final class SoftLabels {
  private final ScoreCurve margins;
  private final double[] probabilities;

  private SoftLabels(ScoreCurve margins, Calibrator calibrator) {
    this.margins = margins;
    this.probabilities =
        IntStream.range(0, margins.size())
            .mapToDouble(i -> calibrator.probability(margins.score(i)))
            .toArray();
  }

  /**
   * Estimates what the outcomes of the rows will be. Their labels are not used.
   *
   * @param margins curve whose scores are margins
   */
  static ExpectedQuality expect(ScoreCurve margins, Calibrator calibrator) {
    return new SoftLabels(margins, calibrator).quality();
  }

  private ExpectedQuality quality() {
    double expected = 0;
    double variance = 0;
    for (int i = 0; i < margins.size(); i++) {
      expected += margins.at(i) * probabilities[i];
      variance += squareAt(i) * probabilities[i] * (1 - probabilities[i]);
    }
    MetricEstimate rate =
        new MetricEstimate(expected / margins.total(), Math.sqrt(variance) / margins.total());
    ConfidenceInterval interval = ConfidenceInterval.normal(rate, 0, 1, "normal");
    MetricEstimate auc = new MetricEstimate(area(), Auc.of(curve()).error());
    ConfidenceInterval around = ConfidenceInterval.logit(auc, "DeLong, logit scale");
    return new ExpectedQuality(
        margins.effectiveRows(),
        rate.value(),
        interval.low(),
        interval.high(),
        Double.isFinite(auc.value()) ? auc.value() : null,
        around.low(),
        around.high());
  }

  /**
   * Returns the expected share of pairs of a default and a good borrower in which the default has
   * the higher margin; ties count half. A row makes no pair with itself.
   */
  private double area() {
    double ranked = 0;
    double pairs = 0;
    double below = 0;
    double good = 0;
    for (int i = 0; i < margins.size(); i++) {
      good += margins.at(i) * (1 - probabilities[i]);
    }
    for (int i = 0; i < margins.size(); i++) {
      double p = probabilities[i];
      double here = margins.at(i) * (1 - p);
      double itself = squareAt(i) * p * (1 - p);
      ranked += margins.at(i) * p * (below + here / 2) - itself / 2;
      pairs += margins.at(i) * p * good - itself;
      below += here;
    }
    return ranked / pairs;
  }

  /** Returns the curve whose classes are the soft labels. */
  private ScoreCurve curve() {
    int size = margins.size();
    double[][] sums = new double[4][size];
    for (int i = 0; i < size; i++) {
      double p = probabilities[i];
      sums[0][i] = margins.at(i) * p;
      sums[1][i] = squareAt(i) * p;
      sums[2][i] = margins.at(i) * (1 - p);
      sums[3][i] = squareAt(i) * (1 - p);
    }
    return new ScoreCurve(
        IntStream.range(0, size).mapToDouble(margins::score).toArray(),
        new ClassWeights(sums[0], sums[1]),
        new ClassWeights(sums[2], sums[3]));
  }

  private double squareAt(int i) {
    return margins.positives().squareAt(i) + margins.negatives().squareAt(i);
  }
}
