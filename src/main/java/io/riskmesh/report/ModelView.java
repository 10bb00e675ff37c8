package io.riskmesh.report;

import io.riskmesh.train.TrainSummary;
import java.util.List;
import java.util.Map;

/**
 * How the model was trained and from what.
 *
 * @param learning inline SVG
 */
record ModelView(
    List<Fact> facts, List<Fact> params, String learning, String caption, List<String> features) {

  static ModelView of(ReportInput input) {
    TrainSummary training = input.training();
    return new ModelView(
        facts(input),
        training.params().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> Fact.code(e.getKey(), e.getValue()))
            .toList(),
        LearningChart.svg(training),
        caption(training),
        input.features().names());
  }

  boolean named() {
    return !features.isEmpty();
  }

  private static List<Fact> facts(ReportInput input) {
    TrainSummary training = input.training();
    return List.of(
        Fact.of("Engine", training.engine()),
        Fact.of("Workers", training.workers() + " × " + threads(training.threadsPerWorker())),
        Fact.of("Rounds trained", Numbers.count(training.history().size())),
        Fact.of("Trees in the model", Numbers.count(training.bestIteration() + 1L)),
        Fact.of("Features", Numbers.count(input.features().names().size())),
        Fact.code("Feature spec, sha256", input.features().digest()));
  }

  private static String threads(int threads) {
    return Numbers.count(threads, "thread");
  }

  private static String caption(TrainSummary training) {
    int cut = training.history().size() - training.bestIteration() - 1;
    String start =
        "Where train goes on improving and validation does not, the model begins to memorise;";
    return cut > 0
        ? start + " the last " + Numbers.count(cut, "round") + " (shaded) were thrown away."
        : start + " no round was thrown away.";
  }
}
