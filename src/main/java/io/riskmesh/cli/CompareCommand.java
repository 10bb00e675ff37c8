package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.PairedComparison;
import io.riskmesh.evaluate.PairedDifference;
import io.riskmesh.evaluate.PairedScores;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.PairedPredictions;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.runs.RunComparison;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two published runs, for example before one model replaces another. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Compares two runs: metrics, inputs, data and configuration.",
      "Shows metric differences only if both runs split by the same rule: otherwise the test rows "
          + "of one may be train rows of the other."
    })
final class CompareCommand implements Callable<Integer> {
  private static final String LINE = "%-22s %-26s %-26s %s%n";

  private static final String NOT_PAIRED = "paired   auc not compared row by row: %s";

  @Mixin private JobOptions options;

  @Parameters(index = "0", paramLabel = "FIRST", description = "A run id, or latest.")
  private String first;

  @Parameters(index = "1", paramLabel = "SECOND", description = "The run to compare it with.")
  private String second;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EffectiveConfig settings = options.load();
    try (Store store = ArtifactStores.open(settings.env())) {
      PublishedRuns runs = new PublishedRuns(store, settings.job().name());
      Manifest one = runs.readManifest(first);
      Manifest other = runs.readManifest(second);
      print(one, other, RunComparison.of(one, other), pair(settings, store, one, other));
    }
    return Outcome.DONE.code();
  }

  /** Compares the AUC on the rows that both runs have scored; starts Spark if there are any. */
  private static String pair(EffectiveConfig settings, Store store, Manifest one, Manifest other) {
    Optional<String> obstacle = PairedPredictions.findObstacle(store, one, other);
    if (obstacle.isPresent()) {
      return NOT_PAIRED.formatted(obstacle.get());
    }
    try (SparkRuntime runtime = new SparkRuntime(one.job(), settings.env())) {
      runtime.begin(RunStage.EVALUATE);
      PairedScores pairs = PairedPredictions.read(runtime.spark(), store, one, other);
      return pairs.findObstacle().map(NOT_PAIRED::formatted).orElseGet(() -> inWords(pairs));
    }
  }

  private static String inWords(PairedScores pairs) {
    PairedDifference auc = PairedComparison.auc(pairs);
    return String.format(
        Locale.ROOT,
        "paired   auc %+.4f (%+.4f - %+.4f), paired DeLong on %,d test rows that both have scored",
        auc.difference(),
        auc.low(),
        auc.high(),
        pairs.size());
  }

  private void print(Manifest one, Manifest other, RunComparison comparison, String paired) {
    PrintWriter out = spec.commandLine().getOut();
    line(out, "", one.runId(), other.runId());
    line(out, "verdict", one.verdictInWords(), other.verdictInWords());
    line(out, "as of", seconds(one.asOf()), seconds(other.asOf()));
    line(out, "snapshot", snapshot(one), snapshot(other));
    line(out, "train rows", trainRows(one), trainRows(other));
    line(out, "inputs", inputs(one), inputs(other));
    out.println();
    metrics(out, comparison);
    out.println();
    out.println(inWords(comparison.tests()));
    out.println(paired);
    comparison.inputs().forEach(input -> out.printf("input    %s%n", input));
    comparison
        .settings()
        .forEach(s -> out.printf("setting  %s: %s -> %s%n", s.key(), s.first(), s.second()));
    out.flush();
  }

  private static void metrics(PrintWriter out, RunComparison comparison) {
    for (RunComparison.ComparedMetric metric : comparison.metrics()) {
      String difference =
          comparison.tests().isFair()
              ? String.format(Locale.ROOT, "%+.4f", metric.difference())
              : "";
      out.printf(LINE, metric.name(), value(metric.first()), value(metric.second()), difference);
    }
  }

  private static void line(PrintWriter out, String name, String first, String second) {
    out.printf(LINE, name, first, second, "");
  }

  private static String seconds(String time) {
    return time.replaceFirst("\\.[0-9]+Z$", "Z");
  }

  private static String snapshot(Manifest run) {
    Long snapshot = run.source().snapshot();
    return snapshot == null ? "-" : snapshot.toString();
  }

  private static String trainRows(Manifest run) {
    return String.format(Locale.ROOT, "%,d", run.split().parts().get(SplitPart.TRAIN).rows());
  }

  private static String inputs(Manifest run) {
    return "%d, spec %s"
        .formatted(run.features().names().size(), run.features().digest().substring(0, 12));
  }

  private static String value(Metric metric) {
    String value = String.format(Locale.ROOT, "%.4f", metric.value());
    return metric.low() != null
        ? String.format(Locale.ROOT, "%s (%.4f - %.4f)", value, metric.low(), metric.high())
        : value;
  }

  private static String inWords(RunComparison.Tests tests) {
    return switch (tests) {
      case SAME_ROWS -> "tests    on the same test rows";
      case SAME_RULE ->
          "tests    split by the same rule, but the table has changed: some test rows differ";
      case OTHER_RULE ->
          "tests    NOT COMPARABLE: split by different rules, so test rows of one run may be train rows of the other";
    };
  }
}
