package io.riskmesh.report;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.train.TrainSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the model was trained, and its inputs.
 *
 * @param learning inline SVG; none for a model without rounds
 * @param others inline SVG of each metric that does not decide
 * @param cards the regression of a scorecard; none for a booster
 */
record ModelView(
    List<ReportFact> facts,
    List<ReportFact> params,
    List<String> learning,
    String caption,
    List<String> others,
    List<ScorecardView> cards,
    List<String> features) {
  private static final String FOLDED =
      "The published model was trained on all rows, for as many rounds as the median of the folds, so there are no validation rows.";

  static ModelView of(ReportInput input) {
    TrainSummary training = input.training();
    return new ModelView(
        facts(input),
        training.params().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> ReportFact.code(e.getKey(), e.getValue()))
            .toList(),
        training.hasScorecard()
            ? List.of()
            : List.of(LearningChart.svg(training, !input.split().hasFolds())),
        input.split().hasFolds() ? FOLDED : caption(training),
        LearningChart.others(training, !input.split().hasFolds()),
        Stream.ofNullable(training.scorecard()).map(ScorecardView::of).toList(),
        input.features().names());
  }

  boolean named() {
    return !features.isEmpty();
  }

  private static List<ReportFact> facts(ReportInput input) {
    TrainSummary training = input.training();
    List<ReportFact> facts = new ArrayList<>();
    if (training.hasScorecard()) {
      int used = training.scorecard().features().size();
      facts.add(ReportFact.of("Model", "scorecard of " + EnglishNumbers.count(used, "feature")));
      facts.add(ReportFact.of("Fits", EnglishNumbers.count(training.scorecard().fits())));
    } else {
      Collections.addAll(
          facts,
          ReportFact.of("Engine", training.engine()),
          ReportFact.of(
              "Workers", training.workers() + " × " + threads(training.threadsPerWorker())),
          ReportFact.of("Rounds trained", EnglishNumbers.count(training.history().size())),
          ReportFact.of("Trees in the model", EnglishNumbers.count(training.bestIteration() + 1L)));
    }
    Collections.addAll(
        facts,
        ReportFact.of("Features", EnglishNumbers.count(input.features().names().size())),
        ReportFact.code("Feature spec, sha256", input.features().digest()));
    if (!input.job().interactions().isEmpty() && !training.hasScorecard()) {
      facts.add(ReportFact.of("Combined only with each other", groups(input.job().interactions())));
    }
    return List.copyOf(facts);
  }

  private static String groups(List<List<String>> interactions) {
    return interactions.stream()
        .map(names -> String.join(", ", names))
        .collect(Collectors.joining("; "));
  }

  private static String threads(int threads) {
    return EnglishNumbers.count(threads, "thread");
  }

  private static String caption(TrainSummary training) {
    int cut = training.history().size() - training.bestIteration() - 1;
    String start =
        "Where train keeps improving and validation does not, the model begins to memorise;";
    return cut > 0
        ? start + " the last " + EnglishNumbers.count(cut, "round") + " (shaded) were discarded."
        : start + " no round was discarded.";
  }
}
