package io.riskmesh.report;

import io.riskmesh.evaluate.Evaluation.Decision;

/** Shares derived from the confusion matrix; NaN if the denominator is 0. */
final class ConfusionShares {
  private ConfusionShares() {}

  static double defaults(Decision d) {
    return d.truePositives() + d.falseNegatives();
  }

  static double goods(Decision d) {
    return d.trueNegatives() + d.falsePositives();
  }

  static double total(Decision d) {
    return defaults(d) + goods(d);
  }

  static double defaultRate(Decision d) {
    return divide(defaults(d), total(d));
  }

  static double defaultsCaught(Decision d) {
    return divide(d.truePositives(), defaults(d));
  }

  static double goodRefused(Decision d) {
    return divide(d.falsePositives(), goods(d));
  }

  static double precision(Decision d) {
    return divide(d.truePositives(), d.truePositives() + d.falsePositives());
  }

  /** Mean cost per row of accepting every borrower. */
  static double costOfAccepting(Decision d) {
    return d.falseNegativeCost() * defaultRate(d);
  }

  /** Mean cost per row of refusing every borrower. */
  static double costOfRefusing(Decision d) {
    return d.falsePositiveCost() * divide(goods(d), total(d));
  }

  static double divide(double part, double whole) {
    return whole == 0 ? Double.NaN : part / whole;
  }

  static double divide(long part, long whole) {
    return divide((double) part, (double) whole);
  }
}
