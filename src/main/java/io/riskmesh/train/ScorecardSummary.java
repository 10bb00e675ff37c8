package io.riskmesh.train;

import io.riskmesh.model.PointScale;
import java.util.List;

/**
 * How a scorecard was fitted: a logistic regression of the label on the weights of evidence, whose
 * coefficients are then rounded to whole points of the bins.
 *
 * @param points how log odds become points
 * @param basePoints points of a row without any evidence: all of its bins have the default rate of
 *     train
 * @param intercept log odds of a default in such a row, before they are rounded to points
 * @param interceptError its standard error
 * @param isRobust whether the standard errors are robust (White 1980), as they are for weighted
 *     rows; otherwise they are those of the information matrix
 * @param iterations iterations of the fit that is published
 * @param fits number of fits, one more than features that a sign removed
 * @param logLoss mean log loss of the train rows, before the rounding
 * @param features the features of the scorecard, in the order of the job
 * @param removed what is left out
 */
public record ScorecardSummary(
    PointScale points,
    long basePoints,
    double intercept,
    double interceptError,
    boolean isRobust,
    int iterations,
    int fits,
    double logLoss,
    List<CardFeature> features,
    List<RemovedFeature> removed) {

  /**
   * A feature of the scorecard.
   *
   * @param feature name of the feature
   * @param coefficient change of the log odds of a default per unit of its weight of evidence,
   *     below 0
   * @param standardError standard error of the coefficient
   * @param lowest fewest points of its bins
   * @param highest most points of its bins
   */
  public record CardFeature(
      String feature, double coefficient, double standardError, long lowest, long highest) {}

  /**
   * A feature that is left out.
   *
   * @param feature name of the feature
   * @param reason why it is left out
   * @param coefficient the coefficient that it had beside those left then, from the last fit before
   *     by the quadratic approximation; null if it was not fitted
   * @param standardError standard error of that coefficient; null if it was not fitted
   */
  public record RemovedFeature(
      String feature, RemovalReason reason, Double coefficient, Double standardError) {}

  /** Why a feature is left out. */
  public enum RemovalReason {
    /** It has one value in all train rows. */
    NO_VARIATION("has the same weight of evidence in all train rows"),
    /** It is a combination of the features before it. */
    NOTHING_OF_ITS_OWN("is a linear combination of the features before it"),
    /** Beside the others, better evidence would raise the probability of default. */
    WRONG_SIGN("has the wrong sign beside the others: better evidence would mean more risk");

    private final String words;

    RemovalReason(String words) {
      this.words = words;
    }

    /** Returns the reason as the end of a sentence about the feature. */
    public String words() {
      return words;
    }
  }
}
