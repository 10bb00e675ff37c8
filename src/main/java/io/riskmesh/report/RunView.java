package io.riskmesh.report;

import io.riskmesh.report.ReportInput.Stage;
import java.util.ArrayList;
import java.util.List;

/** What it takes to make the run again, and what it took. */
record RunView(
    List<Fact> versions,
    String save,
    String command,
    String pinned,
    List<Fact> configs,
    List<StageRow> stages,
    String total) {
  /** What stands between two documents of YAML. */
  private static final String DOCUMENT = "\n---\n";

  /**
   * A stage.
   *
   * @param bar inline SVG
   */
  record StageRow(String name, String seconds, String rows, String bytes, String bar) {}

  static RunView of(ReportInput input) {
    return new RunView(
        input.versions().entrySet().stream().map(e -> Fact.code(e.getKey(), e.getValue())).toList(),
        save(input.configYaml()),
        command(input),
        pinned(input),
        configs(input.configYaml()),
        stages(input.stages()),
        Numbers.seconds(input.stages().stream().mapToDouble(Stage::seconds).sum()));
  }

  /** The job, then the environment where the configuration holds both documents. */
  private static List<Fact> configs(String yaml) {
    String[] documents = yaml.split(DOCUMENT, 2);
    Fact job = Fact.code("The job's configuration", documents[0]);
    return documents.length == 1
        ? List.of(job)
        : List.of(job, Fact.code("The environment's configuration", documents[1]));
  }

  private static String save(String yaml) {
    return yaml.contains(DOCUMENT)
        ? "Save the two configurations below as job.yaml and env.yaml."
        : "Save the configuration below as job.yaml.";
  }

  private static String command(ReportInput input) {
    List<String> words = new ArrayList<>(List.of("riskmesh run --job job.yaml"));
    if (input.configYaml().contains(DOCUMENT)) {
      words.add("--env env.yaml");
    }
    if (input.source().snapshot() != null) {
      words.add("--set source.snapshot=" + input.source().version());
    }
    words.add("--set source.asOf=" + input.source().asOf());
    words.add("--set training.workers=" + input.training().workers());
    return String.join(" \\\n    ", words);
  }

  private static String pinned(ReportInput input) {
    return input.source().snapshot() == null
        ? "The files must be the same: the manifest lists each with its size and time."
        : "The snapshot pins the rows, as long as the table's owner has not expired it.";
  }

  private static List<StageRow> stages(List<Stage> stages) {
    double longest =
        stages.stream().mapToDouble(Stage::seconds).filter(Double::isFinite).max().orElse(0);
    return stages.stream().map(s -> row(s, longest)).toList();
  }

  private static StageRow row(Stage stage, double longest) {
    return new StageRow(
        stage.name(),
        Numbers.seconds(stage.seconds()),
        stage.rows() == null ? "" : Numbers.count(stage.rows()),
        stage.bytesRead() == null ? "" : Numbers.bytes(stage.bytesRead()),
        RangePlots.bar(Shares.divide(stage.seconds(), longest)));
  }
}
