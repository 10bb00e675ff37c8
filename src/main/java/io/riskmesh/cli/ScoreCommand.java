package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.scoring.BatchScoring;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import io.riskmesh.tracking.CommandTracking;
import io.riskmesh.tracking.TrackedCommand.CommandKind;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Scores the job's source in batch, or records of a file. The outcome of a batch has an id of its
 * own, next to the run's.
 */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description = {
      "Scores the job's source with a published run: keys, probability, calibrated probability, band, decision.",
      "Scores each state of the source once per run: a second call finds the scores of the first.",
      "With --input: scores the records of a file instead, without Spark, and writes their answers."
    })
final class ScoreCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      defaultValue = "latest",
      description = "The run to score with. Default: latest, the latest accepted run.")
  private String runId;

  @Option(
      names = "--score-id",
      paramLabel = "ID",
      description = "Name of the outcome file. Default: the value of --run-id followed by -score.")
  private String scoreId;

  @Option(
      names = "--to-table",
      paramLabel = "TABLE",
      description =
          "Iceberg table for the scores: database.table of the embedded catalog, or"
              + " catalog.database.table of a catalog in spark.conf. Default: score.table of the job,"
              + " or Parquet files.")
  private String table;

  @Option(names = "--allow-refused", description = "Also accepts a run that its gates refused.")
  private boolean allowRefused;

  @Option(names = "--replace", description = "Scores again, and replaces earlier scores.")
  private boolean replace;

  @Mixin private RecordOptions records;

  @Mixin private DryRun dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    records.requireFit(spec);
    if (records.isAsked()) {
      return records.score(options, runId, allowRefused, spec.commandLine().getErr());
    }
    EffectiveConfig settings = options.load();
    if (dryRun.ends(settings, spec)) {
      return Outcome.DONE.code();
    }
    RunPaths id = new RunPaths(settings.job().name(), name());
    CommandAttempt.named(id);
    try (Store store = ArtifactStores.open(settings.env())) {
      new PublishedRuns(store, id.job()).requireUnused("--score-id", id.runId());
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      CommandAttempt attempt = new CommandAttempt(spec, store, id);
      CommandTracking tracking = attempt.tracking(settings, CommandKind.SCORE, now);
      return attempt.run(tracking, () -> execute(settings, store, id, now, tracking)).code();
    }
  }

  private String name() {
    return scoreId == null
        ? PublishedRuns.requireName("--run-id", runId + "-score")
        : PublishedRuns.requireName("--score-id", scoreId);
  }

  private OutcomeFile execute(
      EffectiveConfig settings, Store store, RunPaths id, Instant now, CommandTracking tracking) {
    RunPaths run = new PublishedRuns(store, settings.job().name()).resolve(runId);
    BatchScoring.ScoringRequest request =
        new BatchScoring.ScoringRequest(
            run,
            Optional.ofNullable(table).or(() -> settings.job().score().table()),
            allowRefused,
            replace);
    BatchScoring.Scored scored = new BatchScoring(settings, store, now, this::tell).run(request);
    new RunSummary(spec.commandLine().getOut()).scores(scored);
    tracking.keep(scored.manifest());
    String message =
        "%,d rows scored by run %s, see %s"
            .formatted(scored.manifest().rows(), run.runId(), scored.where());
    return OutcomeFile.of(Outcome.DONE, message, id.runId());
  }

  private void tell(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("  " + line);
    err.flush();
  }
}
