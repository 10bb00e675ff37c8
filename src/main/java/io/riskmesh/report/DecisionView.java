package io.riskmesh.report;

import io.riskmesh.evaluate.Evaluation.Decision;
import java.util.List;

/** Threshold, costs and confusion matrix, with what they mean for borrowers. */
record DecisionView(
    List<Fact> facts, List<String> sentences, Cell caught, Cell missed, Cell refused, Cell kept) {

  /** A cell of the confusion matrix with its share of the class. */
  record Cell(String rows, String share) {}

  static DecisionView of(Decision d) {
    return new DecisionView(
        facts(d),
        List.of(defaults(d), goods(d), worth(d)),
        cell(d.truePositives(), Shares.defaults(d)),
        cell(d.falseNegatives(), Shares.defaults(d)),
        cell(d.falsePositives(), Shares.goods(d)),
        cell(d.trueNegatives(), Shares.goods(d)));
  }

  private static List<Fact> facts(Decision d) {
    return List.of(
        Fact.of("Refuse from a probability of", Numbers.metric(d.threshold())),
        Fact.of("Cost of refusing a good borrower", Numbers.tick(d.falsePositiveCost())),
        Fact.of("Cost of accepting a default", Numbers.tick(d.falseNegativeCost())),
        Fact.of("Mean cost per borrower on test", Numbers.metric(d.cost())),
        Fact.of("If everyone were accepted", Numbers.metric(Shares.costOfAccepting(d))),
        Fact.of("If everyone were refused", Numbers.metric(Shares.costOfRefusing(d))));
  }

  private static String defaults(Decision d) {
    return "Of "
        + Numbers.count(Shares.defaults(d), "default")
        + ", "
        + Numbers.count(d.truePositives())
        + " would have been refused and "
        + Numbers.count(d.falseNegatives())
        + " accepted.";
  }

  private static String goods(Decision d) {
    return "Of "
        + Numbers.count(Shares.goods(d), "good borrower")
        + ", "
        + Numbers.count(d.falsePositives())
        + " would have been refused and "
        + Numbers.count(d.trueNegatives())
        + " accepted.";
  }

  /** Held against the best that one could do without a model. */
  private static String worth(Decision d) {
    double without = Math.min(Shares.costOfAccepting(d), Shares.costOfRefusing(d));
    double saved = Shares.divide(without - d.cost(), without);
    if (!Double.isFinite(saved)) {
      return "";
    }
    return saved > 0
        ? "That costs " + Numbers.percent(saved) + " less than treating every borrower alike."
        : "That is no cheaper than treating every borrower alike.";
  }

  private static Cell cell(double rows, double of) {
    return new Cell(Numbers.count(rows), Numbers.percent(Shares.divide(rows, of)));
  }
}
