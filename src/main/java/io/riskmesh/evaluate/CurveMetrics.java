package io.riskmesh.evaluate;

import io.riskmesh.config.MetricName;
import io.riskmesh.evaluate.Evaluation.LongRunShift;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.Evaluation.Recalibration;
import io.riskmesh.model.Calibrator;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The named metrics of a curve, in display order. */
final class CurveMetrics {
  /** Smallest distance of a probability from 0 and 1, so that the log loss stays finite: 2^-52. */
  private static final double NEAR = Math.ulp(1.0);

  private static final String NORMAL = "normal";

  /** Method of intervals of the AUC. */
  static final String DELONG = "DeLong, logit scale";

  private CurveMetrics() {}

  /**
   * Returns the metrics with 95 % intervals.
   *
   * @param seed seed of the bootstrap
   */
  static List<Metric> withIntervals(ScoreCurve curve, long seed) {
    return withIntervals(curve, seed, FoldCorrection.NONE);
  }

  /** Does the same for rows that were predicted out of fold. */
  static List<Metric> withIntervals(ScoreCurve curve, long seed, FoldCorrection folds) {
    MetricEstimate auc = Auc.of(curve);
    ConfidenceInterval delong = delong(auc, folds);
    List<Metric> ranks =
        List.of(
            metric(MetricName.AUC, auc.value(), delong),
            metric(MetricName.GINI, 2 * auc.value() - 1, delong.doubledMinusOne()),
            metric(
                MetricName.KS,
                KolmogorovSmirnov.of(curve),
                KolmogorovSmirnov.interval(curve, seed, folds)),
            metric(
                MetricName.PR_AUC,
                PrecisionRecall.area(curve),
                PrecisionRecall.interval(curve, folds)));
    return Stream.concat(ranks.stream(), ofCalibration(curve, folds).stream()).toList();
  }

  /** Returns the AUC alone, with its interval. */
  static Metric auc(ScoreCurve curve) {
    MetricEstimate auc = Auc.of(curve);
    return metric(MetricName.AUC, auc.value(), delong(auc, FoldCorrection.NONE));
  }

  private static ConfidenceInterval delong(MetricEstimate auc, FoldCorrection folds) {
    return ConfidenceInterval.logit(folds.of(auc), folds.how(DELONG));
  }

  /** Returns the values of the same metrics without intervals. */
  static List<Metric> values(ScoreCurve curve) {
    double auc = Auc.area(curve);
    return List.of(
        metric(MetricName.AUC, auc, ConfidenceInterval.NONE),
        metric(MetricName.GINI, 2 * auc - 1, ConfidenceInterval.NONE),
        metric(MetricName.KS, KolmogorovSmirnov.of(curve), ConfidenceInterval.NONE),
        metric(MetricName.PR_AUC, PrecisionRecall.area(curve), ConfidenceInterval.NONE),
        metric(MetricName.LOG_LOSS, logLoss(curve).value(), ConfidenceInterval.NONE),
        metric(MetricName.BRIER, brier(curve).value(), ConfidenceInterval.NONE),
        metric(
            MetricName.CALIBRATION_IN_THE_LARGE,
            Math.abs(bias(curve).value()),
            ConfidenceInterval.NONE));
  }

  /**
   * Applies a calibrator that was fitted on other rows to the rows of a curve.
   *
   * @param fit the calibrator, fitted on validation
   * @param validation curve whose scores are margins
   * @param test curve whose scores are margins
   * @param longRunRate mean to which the calibrator is shifted, if any
   */
  static Recalibration recalibrated(
      CalibratorFit fit, ScoreCurve validation, ScoreCurve test, OptionalDouble longRunRate) {
    return recalibrated(
        fit,
        validation,
        test.mapped(fit.calibrator()::probability),
        longRunRate,
        FoldCorrection.NONE);
  }

  /**
   * Describes a calibrator by what probabilities it gives.
   *
   * @param fit the calibrator
   * @param margins curve of the margins to which it was fitted
   * @param calibrated curve whose scores are calibrated probabilities of rows that had no part in
   *     the fit
   */
  static Recalibration recalibrated(
      CalibratorFit fit,
      ScoreCurve margins,
      ScoreCurve calibrated,
      OptionalDouble longRunRate,
      FoldCorrection folds) {
    Calibrator fitted = fit.calibrator();
    Calibrator used =
        longRunRate.isPresent()
            ? LongRunAnchor.shifted(fitted, margins, longRunRate.getAsDouble())
            : fitted;
    LongRunShift anchor =
        longRunRate.isPresent()
            ? new LongRunShift(
                longRunRate.getAsDouble(), margins.rate(), used.intercept() - fitted.intercept())
            : null;
    return new Recalibration(
        used,
        fit.how(),
        fit.missing(),
        brier(calibrated).value(),
        logLoss(calibrated).value(),
        calibrated(calibrated, folds),
        anchor);
  }

  private static List<Metric> calibrated(ScoreCurve curve, FoldCorrection folds) {
    return ofCalibration(curve, folds).stream()
        .map(
            metric ->
                new Metric(
                    MetricName.of(metric.name()).orElseThrow().calibrated(),
                    metric.value(),
                    metric.low(),
                    metric.high(),
                    metric.interval(),
                    metric.noInterval()))
        .toList();
  }

  /** Returns the metrics that compare a probability with the labels, with 95 % intervals. */
  private static List<Metric> ofCalibration(ScoreCurve curve, FoldCorrection folds) {
    MetricEstimate logLoss = folds.of(logLoss(curve));
    MetricEstimate brier = folds.of(brier(curve));
    MetricEstimate bias = folds.of(bias(curve));
    String how = folds.how(NORMAL);
    return List.of(
        metric(
            MetricName.LOG_LOSS,
            logLoss.value(),
            ConfidenceInterval.normal(logLoss, 0, Double.MAX_VALUE, how)),
        metric(MetricName.BRIER, brier.value(), ConfidenceInterval.normal(brier, 0, 1, how)),
        metric(
            MetricName.CALIBRATION_IN_THE_LARGE,
            Math.abs(bias.value()),
            ConfidenceInterval.normal(bias, -1, 1, how).distance()));
  }

  private static MetricEstimate logLoss(ScoreCurve curve) {
    return MetricEstimate.mean(curve, CurveMetrics::log);
  }

  static double log(double p, int label) {
    double likely = label == 1 ? p : 1 - p;
    return -StrictMath.log(Math.min(1 - NEAR, Math.max(NEAR, likely)));
  }

  private static MetricEstimate brier(ScoreCurve curve) {
    return MetricEstimate.mean(curve, CurveMetrics::square);
  }

  static double square(double p, int label) {
    return MetricEstimate.square(p - label);
  }

  private static MetricEstimate bias(ScoreCurve curve) {
    return MetricEstimate.mean(curve, (p, label) -> p - label);
  }

  private static Metric metric(MetricName name, double value, ConfidenceInterval interval) {
    if (!Double.isFinite(value)) {
      throw new RunException(
          Outcome.FAILED,
          "%s is %s: the predictions do not determine it".formatted(name.key(), value));
    }
    return new Metric(
        name.key(), value, interval.low(), interval.high(), interval.how(), interval.missing());
  }
}
