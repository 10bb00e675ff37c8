package io.riskmesh.evaluate;

import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.split.SplitFolds;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How the models of the folds did. The metrics of an {@link Evaluation} with folds are those of all
 * rows together; these are fold by fold.
 *
 * @param count number of folds
 * @param widening factor of the standard errors of the metrics of all rows
 * @param rounds rounds of the published model, which was trained on all rows: the median of the
 *     folds' rounds
 * @param meanAuc mean AUC of the folds, with the corrected resampled t interval of Nadeau and
 *     Bengio
 * @param folds one entry per fold
 */
public record FoldTable(
    int count, double widening, int rounds, Metric meanAuc, List<FoldQuality> folds) {
  private static final double UPPER = 0.975;

  /**
   * The model of one fold, measured on the fold's rows.
   *
   * @param rows rows of the fold, weighted
   * @param defaults defaults among them, weighted
   * @param rounds rounds of the model
   * @param auc AUC of the raw probability
   * @param logLoss log loss of the raw probability
   * @param threshold cheapest threshold on the fold's validation rows
   */
  public record FoldQuality(
      double rows, double defaults, int rounds, double auc, double logLoss, double threshold) {}

  /** Copies the list. */
  public FoldTable {
    folds = List.copyOf(folds);
  }

  /** Summarises folds. */
  static FoldTable of(List<FoldQuality> folds, int rounds) {
    return new FoldTable(
        folds.size(),
        FoldCorrection.of(folds.size()).factor(),
        rounds,
        meanAuc(folds.stream().mapToDouble(FoldQuality::auc).toArray()),
        folds);
  }

  /**
   * Returns the mean with its interval: the variance of the folds times 1 / K + 1 / (K - 1), since
   * a fold is predicted by K - 1 times as many rows, and Student's t with K - 1 degrees of freedom.
   */
  private static Metric meanAuc(double[] areas) {
    int count = areas.length;
    double mean = 0;
    for (double area : areas) {
      mean += area / count;
    }
    double squares = 0;
    for (double area : areas) {
      squares += MetricEstimate.square(area - mean);
    }
    double error = Math.sqrt(squares / (count - 1) * (1.0 / count + 1.0 / (count - 1)));
    double step = new TDistribution(count - 1).inverseCumulativeProbability(UPPER) * error;
    return new Metric(
        "meanAuc",
        mean,
        Math.max(0, mean - step),
        Math.min(1, mean + step),
        "corrected resampled t, %d folds".formatted(count));
  }

  /** Returns how metrics were measured. */
  String inWords() {
    return SplitFolds.inWords(count);
  }
}
