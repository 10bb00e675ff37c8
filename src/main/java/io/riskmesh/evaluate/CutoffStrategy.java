package io.riskmesh.evaluate;

import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.Evaluation.StrategyPoint;
import java.util.ArrayList;
import java.util.List;

/** What other thresholds would decide. */
final class CutoffStrategy {
  private static final int COUNT = 20;

  private CutoffStrategy() {}

  /**
   * Returns thresholds that accept about a twentieth, two twentieths, .. of the rows, and all of
   * them. Rows with the same score are decided alike, so there may be fewer.
   */
  static List<StrategyPoint> of(ScoreCurve curve, EvaluationConfig cost) {
    List<StrategyPoint> points = new ArrayList<>();
    double accepted = 0;
    double squares = 0;
    for (int i = 0; i < curve.size(); i++) {
      accepted += curve.at(i);
      squares += curve.positives().squareAt(i) + curve.negatives().squareAt(i);
      boolean isLast = i == curve.size() - 1;
      if (isLast || accepted * COUNT >= curve.total() * (next(points) - 1e-9)) {
        double threshold = isLast ? Math.nextUp(1.0) : (curve.score(i) + curve.score(i + 1)) / 2;
        double effective = ClassWeights.effectiveRows(accepted, squares);
        points.add(point(CostThresholds.apply(threshold, curve, cost), accepted, effective));
      }
    }
    return points;
  }

  /** Returns the twentieths that the next threshold should accept. */
  private static double next(List<StrategyPoint> points) {
    return points.isEmpty()
        ? 1
        : Math.floor(points.get(points.size() - 1).accepted() * COUNT + 1e-9) + 1;
  }

  private static StrategyPoint point(Decision decision, double accepted, double effective) {
    double bad = decision.falseNegatives() / accepted;
    ConfidenceInterval interval = ConfidenceInterval.wilson(Math.min(1, bad), effective);
    double defaults = decision.truePositives() + decision.falseNegatives();
    double all = defaults + decision.trueNegatives() + decision.falsePositives();
    return new StrategyPoint(
        decision.threshold(),
        accepted / all,
        bad,
        interval.low(),
        interval.high(),
        decision.truePositives() / defaults,
        decision.cost());
  }
}
