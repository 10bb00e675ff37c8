package io.riskmesh.report;

import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.Evaluation.StrategyPoint;
import io.riskmesh.html.EnglishNumbers;
import java.util.List;
import java.util.stream.Stream;

/** Threshold, costs and confusion matrix, with their meaning for borrowers. */
record DecisionView(
    List<ReportFact> facts,
    List<String> sentences,
    DecisionCell caught,
    DecisionCell missed,
    DecisionCell refused,
    DecisionCell kept,
    List<StrategyRow> strategy) {

  /** A cell of the confusion matrix, with its share of the class. */
  record DecisionCell(String rows, String share) {}

  /** What another threshold would decide. */
  record StrategyRow(
      String css,
      String threshold,
      String accepted,
      String badRate,
      String interval,
      String caught,
      String cost) {}

  static DecisionView of(Decision d, List<StrategyPoint> strategy, MeasureView measure) {
    return new DecisionView(
        facts(d, measure),
        Stream.of(defaults(d), goods(d), worth(d)).filter(s -> !s.isEmpty()).toList(),
        cell(d.truePositives(), ConfusionShares.defaults(d)),
        cell(d.falseNegatives(), ConfusionShares.defaults(d)),
        cell(d.falsePositives(), ConfusionShares.goods(d)),
        cell(d.trueNegatives(), ConfusionShares.goods(d)),
        rows(strategy));
  }

  /** Marks the threshold with the lowest cost on test, if there are any. */
  private static List<StrategyRow> rows(List<StrategyPoint> strategy) {
    double least = strategy.stream().mapToDouble(StrategyPoint::cost).min().orElse(Double.NaN);
    return strategy.stream()
        .map(
            point ->
                new StrategyRow(
                    point.cost() == least ? "strong" : "",
                    point.threshold() > 1
                        ? "no one refused"
                        : EnglishNumbers.metric(point.threshold()),
                    EnglishNumbers.percent(point.accepted()),
                    EnglishNumbers.percent(point.badRate()),
                    EnglishNumbers.percent(point.low())
                        + " to "
                        + EnglishNumbers.percent(point.high()),
                    EnglishNumbers.percent(point.caught()),
                    EnglishNumbers.metric(point.cost())))
        .toList();
  }

  private static List<ReportFact> facts(Decision d, MeasureView measure) {
    return List.of(
        ReportFact.of("Refuse from a probability of", threshold(d.threshold())),
        ReportFact.of(
            "Cost of refusing a good borrower", EnglishNumbers.tick(d.falsePositiveCost())),
        ReportFact.of("Cost of accepting a default", EnglishNumbers.tick(d.falseNegativeCost())),
        ReportFact.of("Mean cost per borrower " + measure.on(), EnglishNumbers.metric(d.cost())),
        ReportFact.of(
            "If everyone were accepted", EnglishNumbers.metric(ConfusionShares.costOfAccepting(d))),
        ReportFact.of(
            "If everyone were refused", EnglishNumbers.metric(ConfusionShares.costOfRefusing(d))));
  }

  private static String threshold(double threshold) {
    return threshold > 1 ? "above 1 (no one)" : EnglishNumbers.metric(threshold);
  }

  private static String defaults(Decision d) {
    return "Of "
        + EnglishNumbers.count(ConfusionShares.defaults(d), "default")
        + ", "
        + EnglishNumbers.count(d.truePositives())
        + " would have been refused and "
        + EnglishNumbers.count(d.falseNegatives())
        + " accepted.";
  }

  private static String goods(Decision d) {
    return "Of "
        + EnglishNumbers.count(ConfusionShares.goods(d), "good borrower")
        + ", "
        + EnglishNumbers.count(d.falsePositives())
        + " would have been refused and "
        + EnglishNumbers.count(d.trueNegatives())
        + " accepted.";
  }

  /** Compares the cost with the cheaper of the two policies that need no model. */
  private static String worth(Decision d) {
    boolean accepting = ConfusionShares.costOfAccepting(d) <= ConfusionShares.costOfRefusing(d);
    double without =
        Math.min(ConfusionShares.costOfAccepting(d), ConfusionShares.costOfRefusing(d));
    double saved = ConfusionShares.divide(without - d.cost(), without);
    String way = accepting ? "accepting everyone" : "refusing everyone";
    if (!Double.isFinite(saved)) {
      return "";
    }
    String price = "A borrower then costs " + EnglishNumbers.metric(d.cost()) + " on average, ";
    return saved > 0
        ? price
            + EnglishNumbers.percent(saved)
            + " less than "
            + way
            + ", the best policy without a model."
        : price + "no less than " + way + ", which needs no model.";
  }

  private static DecisionCell cell(double rows, double of) {
    return new DecisionCell(
        EnglishNumbers.count(rows), EnglishNumbers.percent(ConfusionShares.divide(rows, of)));
  }
}
