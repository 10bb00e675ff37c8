package io.riskmesh.evaluate;

import io.riskmesh.evaluate.Evaluation.CalibrationBin;
import io.riskmesh.evaluate.Evaluation.ScoreBin;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares predicted probabilities with observed rates, and describes the distribution of scores.
 */
final class CalibrationMetrics {
  private static final int BINS = 10;
  private static final int SCORE_BINS = 20;

  private CalibrationMetrics() {}

  /**
   * Returns bins with equally many rows, by ascending score. Rows with equal scores are kept
   * together in the bin of the middle one, so bins may differ in size; empty bins are omitted. The
   * Wilson interval uses the effective number of rows.
   */
  static List<CalibrationBin> bins(ScoreCurve curve) {
    double[][] sums = new double[BINS][4];
    double before = 0;
    for (int i = 0; i < curve.size(); i++) {
      double here = curve.at(i);
      int bin = (int) Math.min(BINS - 1, (before + here / 2) / curve.total() * BINS);
      sums[bin][0] += here;
      sums[bin][1] += here * curve.score(i);
      sums[bin][2] += curve.positives().at(i);
      sums[bin][3] += curve.positives().squareAt(i) + curve.negatives().squareAt(i);
      before += here;
    }
    List<CalibrationBin> bins = new ArrayList<>();
    for (double[] sum : sums) {
      if (sum[0] > 0) {
        bins.add(bin(sum[0], sum[1] / sum[0], sum[2] / sum[0], sum[3]));
      }
    }
    return bins;
  }

  private static CalibrationBin bin(
      double rows, double predicted, double observed, double squares) {
    ConfidenceInterval interval =
        ConfidenceInterval.wilson(observed, ClassWeights.effectiveRows(rows, squares));
    return new CalibrationBin(rows, predicted, observed, interval.low(), interval.high());
  }

  /** Returns the share of each class per probability bin of width 0.05; the last bin includes 1. */
  static List<ScoreBin> histogram(ScoreCurve curve) {
    double[] positives = new double[SCORE_BINS];
    double[] negatives = new double[SCORE_BINS];
    for (int i = 0; i < curve.size(); i++) {
      int bin = (int) Math.min(SCORE_BINS - 1, curve.score(i) * SCORE_BINS);
      positives[bin] += curve.positives().at(i) / curve.positives().total();
      negatives[bin] += curve.negatives().at(i) / curve.negatives().total();
    }
    List<ScoreBin> bins = new ArrayList<>();
    for (int bin = 0; bin < SCORE_BINS; bin++) {
      double from = (double) bin / SCORE_BINS;
      bins.add(new ScoreBin(from, (bin + 1.0) / SCORE_BINS, positives[bin], negatives[bin]));
    }
    return bins;
  }
}
