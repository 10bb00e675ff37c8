package io.riskmesh.evaluate;

import io.riskmesh.evaluate.Evaluation.PrPoint;
import java.util.ArrayList;
import java.util.List;

/** Precision against recall as the threshold decreases from the highest score. */
final class PrecisionRecall {
  /**
   * Number of recall buckets, with two points each: the curve is jagged, and both ends of a tooth
   * should be visible.
   */
  private static final int BUCKETS = 100;

  private PrecisionRecall() {}

  /**
   * Returns the average precision: precision at each score, weighted by the increase in recall,
   * without interpolation (as {@code sklearn.metrics.average_precision_score}).
   */
  static double area(ScoreCurve curve) {
    double area = 0;
    double positives = 0;
    double rows = 0;
    for (int i = curve.size() - 1; i >= 0; i--) {
      positives += curve.positives().at(i);
      rows += curve.at(i);
      area += rows == 0 ? 0 : curve.positives().at(i) * (positives / rows);
    }
    return area / curve.positives().total();
  }

  /**
   * Returns a binomial interval on the logit scale with the number of positives as sample size
   * (Boyd, Eng and Page 2013, "Area under the precision-recall curve: point estimates and
   * confidence intervals").
   */
  static ConfidenceInterval interval(ScoreCurve curve, FoldCorrection folds) {
    double area = area(curve);
    double error = Math.sqrt(area * (1 - area) / curve.positives().effectiveRows());
    return ConfidenceInterval.logit(
        folds.of(new MetricEstimate(area, error)), folds.how("logit-binomial"));
  }

  /**
   * Returns at most 200 points by descending threshold: first and last of each hundredth of recall.
   */
  static List<PrPoint> points(ScoreCurve curve) {
    List<PrPoint> points = new ArrayList<>();
    double positives = 0;
    double rows = 0;
    int bucket = -1;
    PrPoint skipped = null;
    for (int i = curve.size() - 1; i >= 0; i--) {
      positives += curve.positives().at(i);
      rows += curve.at(i);
      if (rows == 0) {
        continue;
      }
      PrPoint point =
          new PrPoint(Math.min(1, positives / curve.positives().total()), positives / rows);
      int next = (int) Math.min(BUCKETS - 1, point.recall() * BUCKETS);
      if (next == bucket) {
        skipped = point;
        continue;
      }
      add(points, skipped);
      points.add(point);
      skipped = null;
      bucket = next;
    }
    add(points, skipped);
    return points;
  }

  private static void add(List<PrPoint> points, PrPoint point) {
    if (point != null) {
      points.add(point);
    }
  }
}
