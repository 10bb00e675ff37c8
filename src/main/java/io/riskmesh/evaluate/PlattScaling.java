package io.riskmesh.evaluate;

import io.riskmesh.model.Calibrator;

/**
 * Fits a logistic function of the margin to outcomes: Platt, Probabilistic Outputs for Support
 * Vector Machines, 1999, by Newton's method with backtracking as in Lin, Lin and Weng, A Note on
 * Platt's Probabilistic Outputs, 2007. The targets are Platt's, (n + 1) / (n + 2) for positives and
 * 1 / (n + 2) for negatives, where n is the effective number of rows of the class (Kish 1965), so
 * that the scale of the weights has no effect.
 *
 * <p>The curve is summed in its own order with {@link StrictMath}: the same rows give the same
 * bits, however they were partitioned.
 */
final class PlattScaling {
  /**
   * Limit of the decrement, twice the distance of the mean loss from its minimum: steps of about
   * 1e-12.
   */
  private static final double TOLERANCE = 1e-24;

  private static final int MAX_STEPS = 100;
  private static final int MAX_HALVINGS = 40;

  /** Share of the decrease promised by the gradient that a step must achieve (Armijo). */
  private static final double ENOUGH = 1e-4;

  /** Largest difference between two sums of the same losses that is due to rounding alone. */
  private static final double ROUNDING = 1e-14;

  private final ScoreCurve margins;
  private final double positive;
  private final double negative;

  private PlattScaling(ScoreCurve margins) {
    this.margins = margins;
    double positives = margins.positives().effectiveRows();
    this.positive = (positives + 1) / (positives + 2);
    this.negative = 1 / (margins.negatives().effectiveRows() + 2);
  }

  /**
   * Fits a calibrator to a curve whose scores are margins. The calibrator is the identity if the
   * outcomes do not determine a slope: with a single class or margin, with classes that do not
   * overlap, or with a booster that ranks in the wrong order.
   */
  static CalibratorFit fit(ScoreCurve margins) {
    String obstacle = obstacle(margins);
    if (obstacle != null) {
      return CalibratorFit.none(obstacle);
    }
    double[] line = new PlattScaling(margins).minimum();
    if (!Double.isFinite(line[0]) || !Double.isFinite(line[1])) {
      return CalibratorFit.none("Newton's method found no minimum");
    }
    return line[0] > 0
        ? new CalibratorFit(new Calibrator(line[0], line[1]), "Platt scaling on validation", null)
        : CalibratorFit.none("a higher margin does not mean more defaults");
  }

  /** Returns why outcomes determine no calibration; null if they may. */
  static String obstacle(ScoreCurve margins) {
    if (!margins.hasBothClasses()) {
      return "all outcomes are the same";
    }
    return isSeparable(margins) ? "margins of the two outcomes do not overlap" : null;
  }

  /**
   * Returns whether a threshold separates the classes, in either direction, or there is one margin.
   */
  private static boolean isSeparable(ScoreCurve margins) {
    ClassWeights positives = margins.positives();
    ClassWeights negatives = margins.negatives();
    return first(positives) >= last(negatives) || first(negatives) >= last(positives);
  }

  private static int first(ClassWeights mass) {
    int i = 0;
    while (mass.at(i) == 0) {
      i++;
    }
    return i;
  }

  private static int last(ClassWeights mass) {
    int i = mass.size() - 1;
    while (mass.at(i) == 0) {
      i--;
    }
    return i;
  }

  /** Returns slope and intercept with the least loss; NaN if they are not found. */
  private double[] minimum() {
    double[] line = {1, 0};
    for (int i = 0; i < MAX_STEPS; i++) {
      double[] step = step(line);
      if (!(step[2] > TOLERANCE)) {
        return step[2] >= 0 ? line : lost();
      }
      line = descended(line, step);
    }
    return lost();
  }

  private static double[] lost() {
    return new double[] {Double.NaN, Double.NaN};
  }

  /** Returns Newton's step for slope and intercept, and the decrement: gradient times step. */
  private double[] step(double[] line) {
    double[] sums = new double[5];
    for (int i = 0; i < margins.size(); i++) {
      double margin = margins.score(i);
      double p = 1 / (1 + StrictMath.exp(-(line[0] * margin + line[1])));
      double weight = margins.at(i) / margins.total();
      double slack = weight * p - target(i);
      double curvature = weight * p * (1 - p);
      sums[0] += slack * margin;
      sums[1] += slack;
      sums[2] += curvature * margin * margin;
      sums[3] += curvature * margin;
      sums[4] += curvature;
    }
    double determinant = sums[2] * sums[4] - sums[3] * sums[3];
    double slope = (sums[0] * sums[4] - sums[1] * sums[3]) / determinant;
    double intercept = (sums[1] * sums[2] - sums[0] * sums[3]) / determinant;
    return new double[] {slope, intercept, sums[0] * slope + sums[1] * intercept};
  }

  /** Returns the weighted sum of the targets at a margin, as a share of the total weight. */
  private double target(int i) {
    return (margins.positives().at(i) * positive + margins.negatives().at(i) * negative)
        / margins.total();
  }

  private double[] descended(double[] line, double[] step) {
    double loss = loss(line);
    double share = 1;
    for (int i = 0; i < MAX_HALVINGS; i++, share /= 2) {
      double[] next = {line[0] - share * step[0], line[1] - share * step[1]};
      if (loss(next) <= loss - ENOUGH * share * step[2] + ROUNDING * loss) {
        return next;
      }
    }
    return lost();
  }

  /** Returns the mean cross entropy, in a form that does not overflow. */
  private double loss(double[] line) {
    double sum = 0;
    for (int i = 0; i < margins.size(); i++) {
      double logit = line[0] * margins.score(i) + line[1];
      double weight = margins.at(i) / margins.total();
      double all = Math.max(logit, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(logit)));
      sum += weight * all - target(i) * logit;
    }
    return sum;
  }
}
