package io.riskmesh.evaluate;

import static io.riskmesh.evaluate.MetricEstimate.square;

import io.riskmesh.config.MetricName;
import java.util.Arrays;

/**
 * Difference of two areas under the ROC curve on the same rows, with the standard error of DeLong,
 * DeLong and Clarke-Pearson (1988): the structural components of both models are subtracted row by
 * row. Weights count as in {@link Auc}.
 */
final class PairedAuc {
  private final PairedScores pairs;
  private final ClassWeights positives;
  private final ClassWeights negatives;

  private PairedAuc(PairedScores pairs) {
    this.pairs = pairs;
    this.positives = pairs.mass(true);
    this.negatives = pairs.mass(false);
  }

  /** Measures both areas; each class must have a weight. */
  static PairedDifference of(PairedScores pairs) {
    return new PairedAuc(pairs).difference();
  }

  private PairedDifference difference() {
    double[] own = components(pairs.own());
    double[] other = components(pairs.other());
    double area = area(own);
    double otherArea = area(other);
    double ofPositives = 0;
    double ofNegatives = 0;
    for (int i = 0; i < own.length; i++) {
      double deviation = square(own[i] - other[i] - (area - otherArea));
      ofPositives += positives.squareAt(i) * deviation;
      ofNegatives += negatives.squareAt(i) * deviation;
    }
    double variance = variance(ofPositives, positives) + variance(ofNegatives, negatives);
    double step = ConfidenceInterval.Z * Math.sqrt(variance);
    double difference = area - otherArea;
    return new PairedDifference(
        MetricName.AUC.key(),
        area,
        otherArea,
        difference,
        Math.max(-1, difference - step),
        Math.min(1, difference + step),
        "paired DeLong");
  }

  private double area(double[] components) {
    double sum = 0;
    for (int i = 0; i < components.length; i++) {
      sum += positives.at(i) * components[i];
    }
    return sum / positives.total();
  }

  private static double variance(double squares, ClassWeights mass) {
    return squares / square(mass.total()) * MetricEstimate.unbiased(mass.effectiveRows());
  }

  /**
   * Returns, for a default, the share of good borrowers that score below it, and for a good
   * borrower the share of defaults that score above it; ties count half.
   */
  private double[] components(float[] scores) {
    long[] order = order(scores);
    double[] components = new double[scores.length];
    double negativesBelow = 0;
    double positivesAbove = positives.total();
    int start = 0;
    while (start < order.length) {
      int end = start;
      double positivesHere = 0;
      double negativesHere = 0;
      while (end < order.length && order[end] >> Integer.SIZE == order[start] >> Integer.SIZE) {
        positivesHere += positives.at((int) order[end]);
        negativesHere += negatives.at((int) order[end]);
        end++;
      }
      positivesAbove -= positivesHere;
      double beaten = (negativesBelow + negativesHere / 2) / negatives.total();
      double beating = (positivesAbove + positivesHere / 2) / positives.total();
      for (int i = start; i < end; i++) {
        int row = (int) order[i];
        components[row] = pairs.isDefault(row) ? beaten : beating;
      }
      negativesBelow += negativesHere;
      start = end;
    }
    return components;
  }

  /** Returns the rows by score, each with the bits of its score above its index. */
  private static long[] order(float[] scores) {
    long[] order = new long[scores.length];
    for (int i = 0; i < order.length; i++) {
      // The bits of numbers that are not negative rise with them; -0.0 becomes 0.0.
      order[i] = (long) Float.floatToIntBits(scores[i] + 0f) << Integer.SIZE | i;
    }
    Arrays.parallelSort(order);
    return order;
  }
}
