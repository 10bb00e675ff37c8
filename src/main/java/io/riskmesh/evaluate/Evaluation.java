package io.riskmesh.evaluate;

import io.riskmesh.config.MetricName;
import io.riskmesh.config.SplitPart;
import io.riskmesh.model.Calibrator;
import java.util.List;
import java.util.Map;

/**
 * Quality of a model. Everything is computed from one scoring pass. Counts are sums of weights if
 * the job has a weight column, else row counts.
 *
 * @param metrics test metrics with intervals, in display order
 * @param parts values of the same metrics on train and validation, to reveal overfitting
 * @param decision threshold, its cost and the confusion matrix on test
 * @param roc from (0, 0) to (1, 1), at most 200 points
 * @param precisionRecall by descending threshold, at most 200 points
 * @param calibration up to ten bins with equally many rows, by ascending score; rows with the same
 *     score stay together
 * @param deciles ten groups with exactly equally many rows, by descending score; rows with the same
 *     score are divided in proportion, so counts may be fractions
 * @param scores share of positives and of negatives per score bin of width 0.05
 * @param recalibration calibration of the probabilities in scored tables; everything else refers to
 *     the raw probability
 * @param strategy what other thresholds would decide on test, by ascending threshold, at most 20;
 *     the last one accepts everyone; empty for runs older than this field
 * @param grades grades of the calibrated probability on test; null if the job declares none
 * @param outOfTime quality on the out-of-time part; null if there is none or it has no rows
 * @param vintages metrics by event time; null without one
 * @param groups protected groups of the test rows, by column
 * @param segments parts of the portfolio, by column
 * @param level level of the calibrated probability on test; null for runs older than this field
 * @param folds the folds, if the rows were predicted out of fold: wherever it says test, it is all
 *     rows then; null for a run with a test part
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
    Recalibration recalibration,
    List<StrategyPoint> strategy,
    GradeTable grades,
    OutOfTimeMetrics outOfTime,
    VintageTable vintages,
    List<SubgroupTable> groups,
    List<SubgroupTable> segments,
    TestLevel level,
    FoldTable folds) {

  /** Replaces fields that older runs lack. */
  public Evaluation {
    strategy = strategy == null ? List.of() : List.copyOf(strategy);
    groups = groups == null ? List.of() : List.copyOf(groups);
    segments = segments == null ? List.of() : List.copyOf(segments);
  }

  /**
   * A named metric.
   *
   * @param name {@code auc, gini, ks, prAuc, logLoss, brier, calibrationInTheLarge}
   * @param value value of the metric
   * @param low lower end of the 95 % interval; null if there is none
   * @param high upper end of the interval; null if there is none
   * @param interval method of the interval, such as {@code DeLong, logit scale}; null if there is
   *     none
   * @param noInterval why the data allow no interval; null otherwise
   */
  public record Metric(
      String name, double value, Double low, Double high, String interval, String noInterval) {

    /** Creates a metric that states no reason for a missing interval. */
    public Metric(String name, double value, Double low, Double high, String interval) {
      this(name, value, low, high, interval, null);
    }
  }

  /**
   * The decision with the lowest cost on validation, applied to test.
   *
   * @param threshold rows with at least this probability are refused; from 0 (everyone) to just
   *     above 1 (no one)
   * @param falsePositiveCost cost of refusing a good borrower
   * @param falseNegativeCost cost of accepting a bad borrower
   * @param cost mean cost per row on test
   * @param truePositives bad borrowers that are refused
   * @param falsePositives good borrowers that are refused
   * @param trueNegatives good borrowers that are accepted
   * @param falseNegatives bad borrowers that are accepted
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

  /** A point of the ROC curve; both rates are from 0 to 1. */
  public record RocPoint(double falsePositiveRate, double truePositiveRate) {}

  /** A point of the precision-recall curve; both values are from 0 to 1. */
  public record PrPoint(double recall, double precision) {}

  /**
   * Mean predicted probability and observed default rate of a bin, with the 95 % Wilson interval of
   * the rate.
   */
  public record CalibrationBin(
      double rows, double predicted, double observed, double low, double high) {}

  /**
   * A tenth of the rows; {@code captured} is the share of all positives in this decile and the
   * riskier ones.
   */
  public record Decile(
      int decile, double rows, double positives, double rate, double lift, double captured) {}

  /**
   * Share of all positives and share of all negatives with a score between {@code from} and {@code
   * to}.
   */
  public record ScoreBin(double from, double to, double positives, double negatives) {}

  /**
   * The calibrator, fitted on validation alone, and its quality on test.
   *
   * @param calibrator maps margins to calibrated probabilities
   * @param fit method of the fit; null if the calibrator is the identity
   * @param noFit why the calibrator is the identity, if it is
   * @param brier Brier score of the calibrated probability on test, before it is anchored
   * @param logLoss log loss of the calibrated probability on test, before it is anchored
   * @param metrics metrics of the calibrated probability on test with intervals, before it is
   *     anchored, named as in {@link MetricName#calibrated}
   * @param anchor to what the calibrator is shifted; null if it is not
   */
  public record Recalibration(
      Calibrator calibrator,
      String fit,
      String noFit,
      double brier,
      double logLoss,
      List<Metric> metrics,
      LongRunShift anchor) {

    /** Replaces a field that older runs lack. */
    public Recalibration {
      metrics = metrics == null ? List.of() : List.copyOf(metrics);
    }
  }

  /**
   * Shift of the calibrator.
   *
   * @param longRunRate mean calibrated probability of the validation rows after the shift
   * @param observed default rate of the validation rows
   * @param shift what was added to the intercept, in log odds
   */
  public record LongRunShift(double longRunRate, double observed, double shift) {}

  /**
   * What a threshold would decide on test.
   *
   * @param threshold rows with at least this probability are refused
   * @param accepted share of rows that are accepted
   * @param badRate default rate among the accepted
   * @param low lower end of its 95 % Wilson interval
   * @param high upper end of the interval
   * @param caught share of all defaults that are refused
   * @param cost mean cost per row
   */
  public record StrategyPoint(
      double threshold,
      double accepted,
      double badRate,
      double low,
      double high,
      double caught,
      double cost) {}

  /** Returns on what the metrics were measured: {@code test}, or {@code out of fold, 5 folds}. */
  public String measuredOn() {
    return folds == null ? SplitPart.TEST.key() : folds.inWords();
  }

  /** Returns the test metric of this name. */
  public Metric metric(MetricName name) {
    return metric(name.key());
  }

  /**
   * Returns the test metric of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Metric metric(String name) {
    return metric(metrics, name);
  }

  /**
   * Returns the metric of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Metric metric(List<Metric> metrics, String name) {
    return metrics.stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown metric " + name));
  }
}
