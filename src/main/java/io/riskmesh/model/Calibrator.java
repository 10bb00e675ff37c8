package io.riskmesh.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.List;

/**
 * Converts a margin, which is the booster's output in log odds, to a probability calibrated on
 * observed outcomes.
 *
 * <p>Without points: 1 / (1 + exp(-(slope * margin + intercept))). Platt, Probabilistic Outputs for
 * Support Vector Machines, 1999, writes the same with A = -slope and B = -intercept.
 *
 * <p>With points: the probability between the two nearest points, linear in the margin, and that of
 * the first or last point beyond them; then shifted by the intercept in log odds.
 *
 * @param slope above 0, so that the ranking of borrowers is unchanged; below 1 if the booster was
 *     overconfident; 1 with points
 * @param intercept in log odds
 * @param points by ascending margin, with probabilities that do not fall; empty for a logistic
 *     function, and null in its files
 */
public record Calibrator(
    double slope,
    double intercept,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CalibrationPoint> points)
    implements Serializable {
  /** Leaves the booster's probability unchanged. */
  public static final Calibrator IDENTITY = new Calibrator(1, 0);

  /**
   * A point of a calibration curve.
   *
   * @param margin in log odds
   * @param probability between 0 and 1, so that its log odds are finite
   */
  public record CalibrationPoint(double margin, double probability) implements Serializable {}

  /**
   * Requires a finite slope above 0, a finite intercept and rising points.
   *
   * @throws IllegalArgumentException when one of them is out of range
   */
  public Calibrator {
    if (!(slope > 0) || Double.isInfinite(slope) || !Double.isFinite(intercept)) {
      throw new IllegalArgumentException(
          "invalid calibrator: slope %s, intercept %s".formatted(slope, intercept));
    }
    points = points == null ? List.of() : List.copyOf(points);
    requireRising(points);
  }

  /** Creates a logistic function. */
  public Calibrator(double slope, double intercept) {
    this(slope, intercept, List.of());
  }

  private static void requireRising(List<CalibrationPoint> points) {
    CalibrationPoint before = new CalibrationPoint(Double.NEGATIVE_INFINITY, 0);
    for (CalibrationPoint point : points) {
      boolean rises =
          point.margin() > before.margin() && point.probability() >= before.probability();
      if (!rises || !Double.isFinite(point.margin()) || !isInside(point.probability())) {
        throw new IllegalArgumentException(
            "invalid calibrator: %s after %s".formatted(point, before));
      }
      before = point;
    }
  }

  private static boolean isInside(double probability) {
    return probability > 0 && probability < 1;
  }

  /** Returns a calibrator with another intercept. */
  public Calibrator withIntercept(double other) {
    return new Calibrator(slope, other, points);
  }

  /** Returns the calibrated probability, from 0 to 1, with the same bits on every machine. */
  public double probability(double margin) {
    return !points.isEmpty() && intercept == 0
        ? between(margin)
        : 1 / (1 + StrictMath.exp(-logit(margin)));
  }

  /** Returns the log odds of the calibrated probability. */
  public double logit(double margin) {
    if (points.isEmpty()) {
      return slope * margin + intercept;
    }
    double probability = between(margin);
    return StrictMath.log(probability / (1 - probability)) + intercept;
  }

  private double between(double margin) {
    int next = firstAbove(margin);
    if (next == 0) {
      return points.get(0).probability();
    }
    CalibrationPoint from = points.get(next - 1);
    if (next == points.size()) {
      return from.probability();
    }
    CalibrationPoint to = points.get(next);
    double share = (margin - from.margin()) / (to.margin() - from.margin());
    double probability = from.probability() + (to.probability() - from.probability()) * share;
    return Math.min(probability, to.probability());
  }

  /** Returns the index of the first point with a greater margin. */
  private int firstAbove(double margin) {
    int low = 0;
    int high = points.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (points.get(middle).margin() > margin) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
