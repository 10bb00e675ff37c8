package io.riskmesh.document;

import java.util.List;

/** What the manifest says of a run. */
final class ManifestSections {
  private ManifestSections() {}

  /** Adds what the run is, and the software that made it. */
  static void run(RunFiles run, MarkdownPage page) {
    page.heading(3, "The run");
    page.facts(run.manifest(), "job", "runId", "asOf", "created", "verdict");
    page.heading(3, "Software and hardware that it ran on");
    page.entries("Component", run.manifest().at("versions"));
  }

  /** Adds where the rows come from. */
  static void source(RunFiles run, MarkdownPage page) {
    page.heading(3, "Source of the data");
    page.facts(
        run.manifest().at("source"),
        "kind",
        "name",
        "location",
        "snapshot",
        "snapshotTime",
        "asOf",
        "filter");
    page.facts(run.manifest().at("access"), "caller", "from", "until", "columns");
  }

  /** Adds how rows were assigned to parts. */
  static void split(RunFiles run, MarkdownPage page) {
    page.heading(3, "Train, validation and test rows");
    FileNode split = run.manifest().at("split");
    page.facts(split, "strategy", "columns", "seed", "stable", "unassigned");
    page.items(split.at("boundaries").at("cuts").items(), "label", "validationFrom", "testFrom");
    page.entries("Part", split.at("parts"), "rows", "positives", "membership");
  }

  /** Adds the declared features; an older run knows the inputs alone. */
  static void features(RunFiles run, MarkdownPage page) {
    page.heading(3, "Features");
    FileNode features = run.manifest().at("features");
    List<FileNode> declared = features.at("declared").items();
    boolean isConstrained =
        declared.stream().anyMatch(feature -> feature.at("monotone").isPresent());
    page.items(
        declared,
        isConstrained
            ? new String[] {"name", "numeric", "inputs", "monotone"}
            : new String[] {"name", "numeric", "inputs"});
    page.facts(features, declared.isEmpty() ? "names" : "digest");
  }

  /** Adds how the model was trained. */
  static void training(RunFiles run, MarkdownPage page) {
    page.heading(3, "Training");
    FileNode training = run.manifest().at("training");
    page.facts(
        training,
        "engine",
        "workers",
        "threadsPerWorker",
        "checkpointRounds",
        "metric",
        "bestIteration");
    page.entries("Parameter", training.at("params"));
    scorecard(training.at("scorecard"), page);
    List<FileNode> history = training.at("history").items();
    int best = training.at("bestIteration").json().asInt(-1);
    if (best >= 0 && best < history.size()) {
      page.sentence("The metric after the best round, which is the last one of the model:");
      page.items(List.of(history.get(best)), "train", "validation");
    }
  }

  private static void scorecard(FileNode card, MarkdownPage page) {
    if (!card.isPresent()) {
      return;
    }
    page.sentence(
        "The coefficients of the scorecard's regression, in log odds of a default per unit of weight of evidence:");
    page.facts(card, "basePoints", "intercept", "interceptError", "isRobust", "iterations", "fits");
    page.items(
        card.at("features").items(),
        "feature",
        "coefficient",
        "standardError",
        "lowest",
        "highest");
    if (!card.at("removed").items().isEmpty()) {
      page.sentence("Features that the scorecard leaves out:");
      page.items(card.at("removed").items(), "feature", "reason", "coefficient", "standardError");
    }
  }

  /** Adds the limits and the verdict. */
  static void gates(RunFiles run, MarkdownPage page) {
    page.heading(3, "Limits and verdict");
    page.facts(run.manifest(), "verdict", "heldAgainst");
    page.items(
        run.manifest().at("gates").items(), "metric", "value", "low", "high", "passed", "message");
    if (run.manifest().at("gates").items().isEmpty()) {
      page.owe("limits that a model must meet: the job has no `gates`");
    }
  }

  /** Adds what identifies the run's configuration and files. */
  static void lineage(RunFiles run, MarkdownPage page) {
    page.heading(3, "Identity of configuration and files");
    FileNode job = run.manifest().at("config").at("digest");
    FileNode features = run.manifest().at("features").at("digest");
    page.table(
        List.of("SHA-256", "Value"),
        List.of(
            new MarkdownPage.TableRow(List.of("of the job's configuration", job.shown()), job),
            new MarkdownPage.TableRow(
                List.of("of the fitted features", features.shown()), features)));
    page.items(run.manifest().at("files").items(), "path", "bytes", "sha256");
  }
}
