package io.riskmesh.evaluate;

import io.riskmesh.evaluate.Evaluation.RocPoint;
import java.util.ArrayList;
import java.util.List;

/** Points of the ROC curve by descending threshold. */
final class RocCurve {
  /** Number of steps; with both corners and the point of the KS distance at most 200 points. */
  private static final int STEPS = 197;

  private RocCurve() {}

  /**
   * Returns all points if there are at most 200. Otherwise returns the first point in each of 197
   * equal steps along the curve (true plus false positive rate, which rises from 0 to 2), both
   * corners and the point with the KS distance: every omitted point is within a step of 0.0102 of
   * one that is kept.
   */
  static List<RocPoint> points(ScoreCurve curve) {
    List<RocPoint> all = all(curve);
    return all.size() <= STEPS + 3 ? all : thinned(all);
  }

  private static List<RocPoint> all(ScoreCurve curve) {
    List<RocPoint> points = new ArrayList<>(List.of(new RocPoint(0, 0)));
    double positives = 0;
    double negatives = 0;
    for (int i = curve.size() - 1; i > 0; i--) {
      positives += curve.positives().at(i);
      negatives += curve.negatives().at(i);
      points.add(
          new RocPoint(
              negatives / curve.negatives().total(), positives / curve.positives().total()));
    }
    points.add(new RocPoint(1, 1));
    return points;
  }

  private static List<RocPoint> thinned(List<RocPoint> all) {
    int best = best(all);
    List<RocPoint> kept = new ArrayList<>();
    int step = -1;
    for (int i = 0; i < all.size(); i++) {
      RocPoint point = all.get(i);
      int next = (int) ((point.falsePositiveRate() + point.truePositiveRate()) / 2 * (STEPS - 1));
      if (next != step || i == best || i == all.size() - 1) {
        kept.add(point);
      }
      step = next;
    }
    return kept;
  }

  private static int best(List<RocPoint> points) {
    int best = 0;
    for (int i = 1; i < points.size(); i++) {
      best = distance(points.get(i)) > distance(points.get(best)) ? i : best;
    }
    return best;
  }

  private static double distance(RocPoint point) {
    return point.truePositiveRate() - point.falsePositiveRate();
  }
}
