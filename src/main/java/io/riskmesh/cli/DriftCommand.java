package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.drift.DriftCheck;
import io.riskmesh.drift.DriftFile;
import io.riskmesh.drift.DriftReport;
import io.riskmesh.drift.RetrainReason;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.PublishedRuns;
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
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Checks whether there is a reason to retrain. A comparison that is repeated under the same id
 * reads the table as it is at that time and replaces its earlier result.
 */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the current table with the run in production: is there a reason to retrain?",
      "Reads only rows added since that run, if the table records them; writes the reasons as JSON and HTML."
    })
final class DriftCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Name of the comparison. Default: the current time.")
  private String id;

  @Option(
      names = "--against",
      paramLabel = "RUN",
      description =
          "latest, approved (newest approved package of the registry), or a run id. Default: drift.against of the job.")
  private String against;

  @Option(
      names = "--scores",
      paramLabel = "ID",
      description =
          "Compares rows that the run has scored, instead of the table: the folder below its scores, or latest.")
  private String scores;

  @Option(
      names = "--exit-code",
      description = "Exits with 50 if there is a reason to retrain (default: 0; see the outcome).")
  private boolean asExitCode;

  @Mixin private DryRun dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EffectiveConfig settings = options.load();
    if (dryRun.ends(settings, spec)) {
      return Outcome.DONE.code();
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String name =
        id == null ? PublishedRuns.nameOf(now) : PublishedRuns.requireName("--run-id", id);
    RunPaths paths = new RunPaths(settings.job().name(), name);
    CommandAttempt.named(paths);
    OutcomeFile outcome;
    try (Store store = ArtifactStores.open(settings.env())) {
      new PublishedRuns(store, paths.job()).requireUnused("--run-id", name);
      CommandAttempt attempt = new CommandAttempt(spec, store, paths);
      CommandTracking tracking = attempt.tracking(settings, CommandKind.DRIFT, now);
      outcome = attempt.run(tracking, () -> execute(settings, store, paths, now, tracking));
    }
    boolean isAnswer = outcome.code() == Outcome.RETRAIN.code() && !asExitCode;
    return isAnswer ? Outcome.DONE.code() : outcome.code();
  }

  private OutcomeFile execute(
      EffectiveConfig settings,
      Store store,
      RunPaths paths,
      Instant now,
      CommandTracking tracking) {
    store.probe(paths.ofJob().drift(paths.runId(), ".probe"));
    DriftReport drift = compare(settings, store, paths, now);
    store.write(paths.ofJob().drift(paths.runId(), "drift.html"), DriftFile.html(drift));
    store.write(paths.ofJob().drift(paths.runId(), "drift.json"), DriftFile.json(drift));
    new DriftSummary(out())
        .print(drift, store.uri(paths.ofJob().drift(paths.runId(), "drift.html")));
    tracking.keep(drift);
    return outcome(drift);
  }

  private DriftReport compare(EffectiveConfig settings, Store store, RunPaths paths, Instant now) {
    String run = against == null ? ProductionRun.usual(settings) : against;
    DriftCheck check = new DriftCheck(settings, store, paths.runId(), run, now, this::tell);
    Optional<Manifest> production = new ProductionRun(settings, store).find(run);
    return scores == null ? check.run(production) : check.runOnScores(production, scores);
  }

  private static OutcomeFile outcome(DriftReport drift) {
    String reasons =
        drift.reasons().stream().map(RetrainReason::message).collect(Collectors.joining(" "));
    return drift.retrain()
        ? OutcomeFile.of(Outcome.RETRAIN, reasons, drift.id())
        : OutcomeFile.of(Outcome.DONE, "no reason to retrain since run " + drift.run(), drift.id());
  }

  private void tell(String what) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("  drift     " + what);
    err.flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
