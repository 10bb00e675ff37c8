package io.riskmesh.evaluate;

import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.rows.FixedPoint;

/**
 * The rows of a group by score.
 *
 * @param name name of the group
 * @param probabilities by raw probability
 * @param margins by margin
 * @param threshold raw probability from which on a borrower is refused
 */
record SubgroupSums(String name, ScoreCurve probabilities, ScoreCurve margins, double threshold) {

  /** A share, and the effective number of rows it is a share of. */
  record RowShare(double share, double rows) {
    boolean isKnown() {
      return rows > 0;
    }

    ConfidenceInterval wilson(double z) {
      return ConfidenceInterval.wilson(share, rows, z);
    }
  }

  static SubgroupSums of(GroupCell cell, FixedPoint unit, double threshold) {
    return new SubgroupSums(
        cell.name(),
        GroupPoints.probabilities(cell.points(), unit),
        GroupPoints.margins(cell.points(), unit),
        threshold);
  }

  Decision decision(EvaluationConfig cost) {
    return CostThresholds.apply(threshold, probabilities, cost);
  }

  /** Returns the share of defaults. */
  RowShare defaults() {
    return share(probabilities.positives().total(), probabilities.total(), effective());
  }

  /** Returns the share of all rows that is approved. */
  RowShare approved() {
    double refused = refused(probabilities.positives()) + refused(probabilities.negatives());
    return share(probabilities.total() - refused, probabilities.total(), effective());
  }

  /** Returns the share of defaults that is refused. */
  RowShare refusedDefaults() {
    return refusedShare(probabilities.positives());
  }

  /** Returns the share of good borrowers that is refused. */
  RowShare refusedGood() {
    return refusedShare(probabilities.negatives());
  }

  private double effective() {
    return probabilities.effectiveRows();
  }

  private RowShare refusedShare(ClassWeights of) {
    return share(refused(of), of.total(), of.effectiveRows());
  }

  private static RowShare share(double part, double whole, double rows) {
    return new RowShare(whole == 0 ? 0 : Math.max(0, Math.min(1, part / whole)), rows);
  }

  private double refused(ClassWeights of) {
    double refused = 0;
    for (int i = probabilities.size() - 1; i >= 0 && probabilities.score(i) >= threshold; i--) {
      refused += of.at(i);
    }
    return refused;
  }
}
