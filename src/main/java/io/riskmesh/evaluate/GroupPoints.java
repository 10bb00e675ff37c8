package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.FixedPoint;
import java.io.Serializable;
import java.util.List;

/** The rows of a group by score, on both scales. */
final class GroupPoints implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CurvePoints byProbability = new CurvePoints(SplitPart.TEST, ScoreScale.PROBABILITY);
  private final CurvePoints byMargin = new CurvePoints(SplitPart.TEST, ScoreScale.MARGIN);
  private long rows;

  /** Returns the number of rows. */
  long rows() {
    return rows;
  }

  void add(float probability, float margin, boolean isPositive, long weight, long square) {
    rows++;
    byProbability.add(probability, isPositive, weight, square);
    byMargin.add(margin, isPositive, weight, square);
  }

  GroupPoints addAll(GroupPoints other) {
    rows += other.rows;
    byProbability.addAll(other.byProbability);
    byMargin.addAll(other.byMargin);
    return this;
  }

  /** Drops what is not sent; no row can be added any more. */
  void trim() {
    byProbability.trimmed();
    byMargin.trimmed();
  }

  static ScoreCurve probabilities(List<GroupPoints> points, FixedPoint unit) {
    return CurvePoints.curve(points.stream().map(some -> some.byProbability).toList(), unit);
  }

  static ScoreCurve margins(List<GroupPoints> points, FixedPoint unit) {
    return CurvePoints.curve(points.stream().map(some -> some.byMargin).toList(), unit);
  }
}
