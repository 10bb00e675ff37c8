package io.riskmesh.report;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.train.ScorecardSummary;
import io.riskmesh.train.ScorecardSummary.CardFeature;
import io.riskmesh.train.ScorecardSummary.RemovedFeature;
import java.util.List;

/**
 * The regression of a scorecard.
 *
 * @param removed what is left out, as sentences
 */
record ScorecardView(String text, List<CoefficientRow> rows, List<String> removed) {

  /** The coefficient of a feature. */
  record CoefficientRow(
      String feature, String coefficient, String error, String lowest, String highest) {}

  static ScorecardView of(ScorecardSummary card) {
    return new ScorecardView(
        EnglishNumbers.format(
            "A logistic regression of the defaults on the weights of evidence of the bins, without a penalty; it converged after %d iterations. A coefficient says how the log odds of a default change per unit of evidence for a good credit, so it must be below 0. %s points are odds of %s to 1, and %s points more double them; a row whose bins are all as train on the whole has %d. %s",
            card.iterations(),
            number(card.points().score()),
            number(card.points().odds()),
            number(card.points().doubling()),
            card.basePoints(),
            card.isRobust()
                ? "Standard errors are robust (White), since the rows have weights."
                : "Standard errors are those of the information matrix."),
        card.features().stream().map(ScorecardView::row).toList(),
        card.removed().stream().map(ScorecardView::sentence).toList());
  }

  private static CoefficientRow row(CardFeature feature) {
    return new CoefficientRow(
        feature.feature(),
        EnglishNumbers.metric(feature.coefficient()),
        EnglishNumbers.metric(feature.standardError()),
        EnglishNumbers.count(feature.lowest()),
        EnglishNumbers.count(feature.highest()));
  }

  private static String sentence(RemovedFeature removed) {
    return "%s is left out: it %s%s."
        .formatted(
            removed.feature(),
            removed.reason().words(),
            removed.coefficient() == null
                ? ""
                : " (coefficient %s, standard error %s)"
                    .formatted(
                        EnglishNumbers.metric(removed.coefficient()),
                        EnglishNumbers.metric(removed.standardError())));
  }

  private static String number(double value) {
    return EnglishNumbers.count(value);
  }
}
