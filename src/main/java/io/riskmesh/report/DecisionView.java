package io.riskmesh.report;

import io.riskmesh.evaluate.Evaluation.Decision;
import java.util.List;
import java.util.stream.Stream;

/** Threshold, costs and confusion matrix, with what they mean for borrowers. */
record DecisionView(
    List<Fact> facts, List<String> sentences, Cell caught, Cell missed, Cell refused, Cell kept) {

  /** A cell of the confusion matrix with its share of the class. */
  record Cell(String rows, String share) {}

  static DecisionView of(Decision d) {
    return new DecisionView(
        facts(d),
        Stream.of(defaults(d), goods(d), worth(d)).filter(s -> !s.isEmpty()).toList(),
        cell(d.truePositives(), Shares.defaults(d)),
        cell(d.falseNegatives(), Shares.defaults(d)),
        cell(d.falsePositives(), Shares.goods(d)),
        cell(d.trueNegatives(), Shares.goods(d)));
  }

  private static List<Fact> facts(Decision d) {
    return List.of(
        Fact.of("Refuse from a probability of", threshold(d.threshold())),
        Fact.of("Cost of refusing a good borrower", Numbers.tick(d.falsePositiveCost())),
        Fact.of("Cost of accepting a default", Numbers.tick(d.falseNegativeCost())),
        Fact.of("Mean cost per borrower on test", Numbers.metric(d.cost())),
        Fact.of("If everyone were accepted", Numbers.metric(Shares.costOfAccepting(d))),
        Fact.of("If everyone were refused", Numbers.metric(Shares.costOfRefusing(d))));
  }

  private static String threshold(double threshold) {
    return threshold > 1 ? "above 1 (no one)" : Numbers.metric(threshold);
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

  /** Held against the better of the two things that one could do without a model. */
  private static String worth(Decision d) {
    boolean accepting = Shares.costOfAccepting(d) <= Shares.costOfRefusing(d);
    double without = Math.min(Shares.costOfAccepting(d), Shares.costOfRefusing(d));
    double saved = Shares.divide(without - d.cost(), without);
    String way = accepting ? "accepting everyone" : "refusing everyone";
    if (!Double.isFinite(saved)) {
      return "";
    }
    String price = "A borrower then costs " + Numbers.metric(d.cost()) + " on average, ";
    return saved > 0
        ? price + Numbers.percent(saved) + " less than " + way + ", the best one could do unaided."
        : price + "no less than " + way + ", which needs no model.";
  }

  private static Cell cell(double rows, double of) {
    return new Cell(Numbers.count(rows), Numbers.percent(Shares.divide(rows, of)));
  }
}
