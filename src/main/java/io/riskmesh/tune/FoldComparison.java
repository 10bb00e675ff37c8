package io.riskmesh.tune;

import io.riskmesh.train.FoldScore;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * The job's own parameters and the selected ones, compared by repeated cross-validation on the
 * train and validation rows. The interval of the mean difference is corrected for the overlap of
 * the folds' train rows (Nadeau and Bengio 2003, Inference for the Generalization Error).
 *
 * @param rows number of rows that were divided into folds
 * @param folds number of folds
 * @param repeats number of repetitions
 * @param own mean score of the job's own parameters
 * @param selected mean score of the selected ones
 * @param gain mean improvement; above 0 if the selected parameters are better, whatever the metric
 * @param low lower end of its 95 % interval
 * @param high upper end of its 95 % interval
 */
public record FoldComparison(
    long rows,
    int folds,
    int repeats,
    double own,
    double selected,
    double gain,
    double low,
    double high) {
  private static final double CONFIDENCE = 0.975;

  /**
   * Compares the second of two models with the first.
   *
   * @param scores one entry per fold, with two scores
   */
  static FoldComparison of(
      long rows, int folds, int repeats, List<FoldScore> scores, boolean isHigherBetter) {
    SummaryStatistics own = new SummaryStatistics();
    SummaryStatistics selected = new SummaryStatistics();
    SummaryStatistics gains = new SummaryStatistics();
    for (FoldScore fold : scores) {
      double first = fold.scores().get(0);
      double second = fold.scores().get(1);
      own.addValue(first);
      selected.addValue(second);
      gains.addValue(isHigherBetter ? second - first : first - second);
    }
    double n = scores.size();
    double error = Math.sqrt((1 / n + 1.0 / (folds - 1)) * gains.getVariance());
    double step = error * new TDistribution(null, n - 1).inverseCumulativeProbability(CONFIDENCE);
    return new FoldComparison(
        rows,
        folds,
        repeats,
        own.getMean(),
        selected.getMean(),
        gains.getMean(),
        gains.getMean() - step,
        gains.getMean() + step);
  }

  /** Compares what the searches within the folds of a job selected with the job's own. */
  static FoldComparison of(List<FoldSearch> folds, boolean isHigherBetter) {
    return of(
        folds.stream().mapToLong(FoldSearch::rows).sum(),
        folds.size(),
        1,
        folds.stream()
            .map(fold -> new FoldScore(0, fold.fold(), List.of(fold.own(), fold.score())))
            .toList(),
        isHigherBetter);
  }

  /** Returns whether the whole interval is above 0. */
  boolean isProven() {
    return low > 0;
  }
}
