package io.riskmesh.evaluate;

import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.Evaluation.Recalibration;
import io.riskmesh.scoring.Calibrator;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;

/** The named metrics of a curve, in the order in which they are shown. */
final class Metrics {
  /** Nearest to 0 and 1 that a probability comes, so that the log loss stays finite: 2^-52. */
  private static final double NEAR = Math.ulp(1.0);

  private static final String NORMAL = "normal";

  private Metrics() {}

  /**
   * Metrics with 95 % intervals.
   *
   * @param seed seed of the bootstrap
   */
  static List<Metric> withIntervals(Curve curve, long seed) {
    Estimate auc = Auc.of(curve);
    Interval delong = delong(auc);
    Estimate logLoss = logLoss(curve);
    Estimate brier = brier(curve);
    Estimate bias = bias(curve);
    return List.of(
        metric("auc", auc.value(), delong),
        metric("gini", 2 * auc.value() - 1, delong.doubledMinusOne()),
        metric("ks", KolmogorovSmirnov.of(curve), KolmogorovSmirnov.interval(curve, seed)),
        metric("prAuc", PrecisionRecall.area(curve), PrecisionRecall.interval(curve)),
        metric("logLoss", logLoss.value(), Interval.normal(logLoss, 0, Double.MAX_VALUE, NORMAL)),
        metric("brier", brier.value(), Interval.normal(brier, 0, 1, NORMAL)),
        metric(
            "calibrationInTheLarge",
            Math.abs(bias.value()),
            Interval.normal(bias, -1, 1, NORMAL).distance()));
  }

  /** The first of them alone. */
  static Metric auc(Curve curve) {
    Estimate auc = Auc.of(curve);
    return metric("auc", auc.value(), delong(auc));
  }

  private static Interval delong(Estimate auc) {
    return Interval.logit(auc, "DeLong, logit scale");
  }

  /** The same metrics, values only. */
  static List<Metric> values(Curve curve) {
    double auc = Auc.area(curve);
    return List.of(
        metric("auc", auc, Interval.NONE),
        metric("gini", 2 * auc - 1, Interval.NONE),
        metric("ks", KolmogorovSmirnov.of(curve), Interval.NONE),
        metric("prAuc", PrecisionRecall.area(curve), Interval.NONE),
        metric("logLoss", logLoss(curve).value(), Interval.NONE),
        metric("brier", brier(curve).value(), Interval.NONE),
        metric("calibrationInTheLarge", Math.abs(bias(curve).value()), Interval.NONE));
  }

  /** What a calibrator, fitted on other rows, does to those of a curve by margin. */
  static Recalibration recalibrated(PlattScaling.Fit fit, Curve margins) {
    Calibrator calibrator = fit.calibrator();
    return new Recalibration(
        calibrator,
        fit.how(),
        fit.missing(),
        Estimate.mean(margins, (m, label) -> square(calibrator.probability(m), label)).value(),
        Estimate.mean(margins, (m, label) -> log(calibrator.probability(m), label)).value());
  }

  private static Estimate logLoss(Curve curve) {
    return Estimate.mean(curve, Metrics::log);
  }

  private static double log(double p, int label) {
    double likely = label == 1 ? p : 1 - p;
    return -StrictMath.log(Math.min(1 - NEAR, Math.max(NEAR, likely)));
  }

  private static Estimate brier(Curve curve) {
    return Estimate.mean(curve, Metrics::square);
  }

  private static double square(double p, int label) {
    return Estimate.square(p - label);
  }

  private static Estimate bias(Curve curve) {
    return Estimate.mean(curve, (p, label) -> p - label);
  }

  private static Metric metric(String name, double value, Interval interval) {
    if (!Double.isFinite(value)) {
      throw new RunException(
          Outcome.FAILED, "%s is %s: the predictions allow no such number".formatted(name, value));
    }
    return new Metric(
        name, value, interval.low(), interval.high(), interval.how(), interval.missing());
  }
}
