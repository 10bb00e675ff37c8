package io.riskmesh.evaluate;

import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.evaluate.Evaluation.Metric;
import java.util.List;

/**
 * Quality of a model on the out-of-time part.
 *
 * @param rows rows, weighted
 * @param defaults defaults, weighted
 * @param metrics the metrics of the test part, with intervals; empty if the rows allow none
 * @param noMetrics why there are no metrics; null if there are
 */
public record OutOfTimeMetrics(
    double rows, double defaults, List<Metric> metrics, String noMetrics) {

  /** Copies the list. */
  public OutOfTimeMetrics {
    metrics = metrics == null ? List.of() : List.copyOf(metrics);
  }

  static OutOfTimeMetrics of(ScoreCurve curve, long seed) {
    String none = reason(curve);
    return new OutOfTimeMetrics(
        curve.total(),
        curve.positives().total(),
        none == null ? CurveMetrics.withIntervals(curve, seed) : List.of(),
        none);
  }

  private static String reason(ScoreCurve curve) {
    // Without a weight, the effective number is not above 0 either.
    if (!(curve.effectiveRows() >= PrivacyConfig.SMALL_CELL)) {
      return "it has fewer than ten rows";
    }
    if (curve.hasBothClasses()) {
      return null;
    }
    return curve.positives().total() > 0 ? "every row is a default" : "no row is a default";
  }
}
