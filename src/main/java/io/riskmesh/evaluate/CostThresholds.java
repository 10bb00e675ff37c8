package io.riskmesh.evaluate;

import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.evaluate.Evaluation.Decision;

/**
 * Finds the probability from which on a borrower is refused, given the costs of wrong decisions.
 */
final class CostThresholds {
  private CostThresholds() {}

  /**
   * Returns the threshold with the lowest cost on the curve; of equal ones the highest, which
   * refuses the fewest rows. It is midway between two scores, so that the last digit of a
   * probability does not matter. It is 0 if refusing everyone is cheapest, and just above 1 if
   * refusing no one is.
   */
  static double cheapest(ScoreCurve curve, EvaluationConfig cost) {
    double falsePositives = 0;
    double falseNegatives = curve.positives().total();
    double least = cost(cost, falsePositives, falseNegatives);
    double threshold = Math.nextUp(1.0);
    for (int i = curve.size() - 1; i >= 0; i--) {
      falsePositives += curve.negatives().at(i);
      falseNegatives -= curve.positives().at(i);
      double here = cost(cost, falsePositives, falseNegatives);
      if (here < least) {
        least = here;
        threshold = i == 0 ? 0 : (curve.score(i) + curve.score(i - 1)) / 2;
      }
    }
    return threshold;
  }

  /** Applies the threshold to the rows of a curve. */
  static Decision apply(double threshold, ScoreCurve curve, EvaluationConfig cost) {
    double truePositives = 0;
    double falsePositives = 0;
    for (int i = curve.size() - 1; i >= 0 && curve.score(i) >= threshold; i--) {
      truePositives += curve.positives().at(i);
      falsePositives += curve.negatives().at(i);
    }
    double falseNegatives = Math.max(0, curve.positives().total() - truePositives);
    return new Decision(
        threshold,
        cost.falsePositive(),
        cost.falseNegative(),
        cost(cost, falsePositives, falseNegatives) / curve.total(),
        truePositives,
        falsePositives,
        Math.max(0, curve.negatives().total() - falsePositives),
        falseNegatives);
  }

  private static double cost(EvaluationConfig cost, double falsePositives, double falseNegatives) {
    return cost.falsePositive() * falsePositives + cost.falseNegative() * falseNegatives;
  }
}
