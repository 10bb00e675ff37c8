package io.riskmesh.report;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.html.EnglishNumbers;
import java.util.ArrayList;
import java.util.List;

/** How to reproduce the run, and what each stage cost. */
record RunView(
    List<ReportFact> versions,
    String command,
    String pinned,
    List<ReportFact> configs,
    List<StageRow> stages,
    String total) {
  /**
   * A stage.
   *
   * @param bar inline SVG
   */
  record StageRow(
      String name, String seconds, String rows, String bytes, String memory, String bar) {}

  static RunView of(ReportInput input) {
    return new RunView(
        input.run().versions().entrySet().stream()
            .map(e -> ReportFact.code(e.getKey(), e.getValue()))
            .toList(),
        command(input),
        pinned(input),
        List.of(
            ReportFact.code("The job's configuration", shown(input)),
            ReportFact.code("The environment's configuration", input.config().environment())),
        stages(input.stages()),
        EnglishNumbers.seconds(
            input.stages().stream().mapToDouble(ReportInput.StageFacts::seconds).sum()));
  }

  private static String shown(ReportInput input) {
    return "# job, sha256 %s\n%s".formatted(input.config().digest(), input.config().job());
  }

  private static String command(ReportInput input) {
    List<String> words = new ArrayList<>(List.of("riskmesh run --job job.yaml", "--env env.yaml"));
    SourcePin source = input.data().source();
    if (source.snapshot() != null) {
      words.add("--set source.snapshot=" + source.version());
    }
    words.add("--set source.asOf=" + source.asOf());
    if (!input.training().hasScorecard()) {
      words.add("--set training.workers=" + input.training().workers());
    }
    return String.join(" \\\n    ", words);
  }

  private static String pinned(ReportInput input) {
    return input.data().source().snapshot() == null
        ? "The files must be the same: the manifest lists each with its size and time."
        : "The snapshot pins the rows until the table's owner expires it.";
  }

  private static List<StageRow> stages(List<ReportInput.StageFacts> stages) {
    double longest =
        stages.stream()
            .mapToDouble(ReportInput.StageFacts::seconds)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    return stages.stream().map(s -> row(s, longest)).toList();
  }

  private static StageRow row(ReportInput.StageFacts stage, double longest) {
    return new StageRow(
        stage.name(),
        EnglishNumbers.seconds(stage.seconds()),
        stage.rows() == null ? "" : EnglishNumbers.count(stage.rows()),
        bytes(stage.bytesRead()),
        bytes(stage.peakMemory()),
        RangePlots.bar(ConfusionShares.divide(stage.seconds(), longest)));
  }

  private static String bytes(Long bytes) {
    return bytes == null ? "" : EnglishNumbers.bytes(bytes);
  }
}
