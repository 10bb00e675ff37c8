package io.riskmesh.evaluate;

import io.riskmesh.config.MetricName;
import io.riskmesh.config.SplitPart;
import io.riskmesh.model.Calibrator;
import java.util.List;
import java.util.Map;

/**
 * How good a model is. All of it comes from one scoring pass. Counts are sums of weights where the
 * job names a weight column, plain row counts where not.
 *
 * @param metrics test metrics with their intervals, in the order in which a report shows them
 * @param parts point values of the same metrics on train and validation, to see overfitting
 * @param decision threshold, its cost and the confusion matrix on test
 * @param roc from (0, 0) to (1, 1), at most 200 points
 * @param precisionRecall by falling threshold, at most 200 points
 * @param calibration up to ten bins with equally many rows, by rising score; rows of one score stay
 *     together
 * @param deciles ten groups with exactly equally many rows, by falling score; rows of one score are
 *     divided in proportion, so that counts may be fractions
 * @param scores share of positives and of negatives per score bin of width 0.05
 * @param recalibration what scored tables get beside the raw probability, which all the rest is of
 */
public record Evaluation(
    List<Metric> metrics,
    Map<SplitPart, List<Metric>> parts,
    Decision decision,
    List<RocPoint> roc,
    List<PrPoint> precisionRecall,
    List<CalibrationBin> calibration,
    List<Decile> deciles,
    List<ScoreBin> scores,
    Recalibration recalibration) {

  /**
   * One number.
   *
   * @param name {@code auc, gini, ks, prAuc, logLoss, brier, calibrationInTheLarge}
   * @param low lower end of the 95 % interval; null where there is none
   * @param high upper end
   * @param interval how the interval was made, such as {@code DeLong, logit scale}; null where
   *     there is none
   * @param noInterval why there is none, where the data allow none
   */
  public record Metric(
      String name, double value, Double low, Double high, String interval, String noInterval) {

    /** A metric without a reason for having no interval. */
    public Metric(String name, double value, Double low, Double high, String interval) {
      this(name, value, low, high, interval, null);
    }
  }

  /**
   * The decision that costs least on validation, applied to test.
   *
   * @param threshold rows with a probability at or above it are refused; from 0 (everyone) to just
   *     above 1 (no one)
   * @param cost mean cost per row on test
   */
  public record Decision(
      double threshold,
      double falsePositiveCost,
      double falseNegativeCost,
      double cost,
      double truePositives,
      double falsePositives,
      double trueNegatives,
      double falseNegatives) {}

  public record RocPoint(double falsePositiveRate, double truePositiveRate) {}

  public record PrPoint(double recall, double precision) {}

  /** Mean predicted probability and observed default rate with its 95 % Wilson interval. */
  public record CalibrationBin(
      double rows, double predicted, double observed, double low, double high) {}

  /** {@code captured} is the share of all positives in this decile and the riskier ones. */
  public record Decile(
      int decile, double rows, double positives, double rate, double lift, double captured) {}

  public record ScoreBin(double from, double to, double positives, double negatives) {}

  /**
   * The calibrator, fitted on validation alone, and what it does on test.
   *
   * @param fit how it was fitted; null where it is the identity
   * @param noFit why it is the identity
   * @param brier Brier score of the calibrated probability on test
   * @param logLoss its log loss
   */
  public record Recalibration(
      Calibrator calibrator, String fit, String noFit, double brier, double logLoss) {}

  /** A test metric. */
  public Metric metric(MetricName name) {
    return metric(name.key());
  }

  /** The test metric of that name. */
  public Metric metric(String name) {
    return metrics.stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no metric " + name));
  }
}
