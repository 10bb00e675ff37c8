package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.gate.Verdict;
import io.riskmesh.pipeline.Pipeline;
import io.riskmesh.pipeline.RunResult;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import io.riskmesh.tracking.TrackedCommand.CommandKind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs the pipeline up to and including a stage; a resumed run starts at its first unfinished
 * stage.
 */
abstract class StageCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Name of the run; an existing run is continued. Default: a new name.")
  private String runId;

  @Option(
      names = "--outcome-file",
      paramLabel = "FILE",
      description = {
        "Also writes the outcome to this local file, for callers that cannot read the store, such "
            + "as a step of a SageMaker pipeline. A refused model then exits with 0: see the file."
      })
  private Path outcomeFile;

  @Mixin private DryRun dryRun;

  @Spec private CommandSpec spec;

  private final RunStage last;

  private StageCommand(RunStage last) {
    this.last = last;
  }

  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description =
          "Runs all stages: reads, checks, splits, trains, evaluates, publishes and registers.")
  static final class Run extends StageCommand {
    Run() {
      super(RunStage.PUBLISH);
    }
  }

  @Command(
      name = "prepare",
      mixinStandardHelpOptions = true,
      description = "Runs up to the features and stops before training.")
  static final class Prepare extends StageCommand {
    Prepare() {
      super(RunStage.FEATURES);
    }
  }

  @Command(
      name = "train",
      mixinStandardHelpOptions = true,
      description = "Runs up to the trained booster; publishes nothing.")
  static final class Train extends StageCommand {
    Train() {
      super(RunStage.TRAIN);
    }
  }

  @Command(
      name = "evaluate",
      mixinStandardHelpOptions = true,
      description = "Runs up to the verdict of the gates; publishes nothing.")
  static final class Evaluate extends StageCommand {
    Evaluate() {
      super(RunStage.GATE);
    }
  }

  @Override
  public Integer call() {
    EffectiveConfig settings = options.load();
    if (dryRun.isAsked()) {
      Pipeline.requireValid(settings);
    }
    if (dryRun.ends(settings, spec)) {
      return Outcome.DONE.code();
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    RunPaths paths = new RunPaths(settings.job().name(), runId(now));
    CommandAttempt.named(paths);
    OutcomeFile outcome;
    try (Store store = ArtifactStores.open(settings.env())) {
      CommandAttempt attempt = new CommandAttempt(spec, store, paths);
      Supplier<OutcomeFile> work = () -> execute(settings, store, paths, now);
      outcome =
          last == RunStage.PUBLISH
              ? attempt.run(attempt.tracking(settings, CommandKind.RUN, now), work)
              : attempt.run(work);
    }
    return outcomeFile == null ? outcome.code() : writeOutcome(outcome);
  }

  /**
   * Writes the outcome file. A refused model then ends with 0, because the reader of the file finds
   * the verdict there; every other failure keeps its exit code.
   */
  private int writeOutcome(OutcomeFile outcome) {
    outcome.write(outcomeFile);
    return outcome.code() == Outcome.REFUSED.code() ? Outcome.DONE.code() : outcome.code();
  }

  private OutcomeFile execute(EffectiveConfig settings, Store store, RunPaths paths, Instant now) {
    Pipeline.requireValid(settings);
    RunResult result = result(settings, store, paths, now);
    new RunSummary(out()).print(paths, last, result);
    if (result.unregistered().isPresent()) {
      throw result.unregistered().get();
    }
    return result
        .verdict()
        .filter(verdict -> !verdict.accepted())
        .map(verdict -> OutcomeFile.of(Outcome.REFUSED, refusal(verdict), paths.runId()))
        .orElseGet(() -> OutcomeFile.of(Outcome.DONE, done(result), paths.runId()));
  }

  private String done(RunResult result) {
    String kept =
        result
            .published()
            .flatMap(published -> RunSummary.kept(published.latest()))
            .map("; latest.json "::concat)
            .orElse("");
    return "%s done%s".formatted(last.key(), kept);
  }

  private RunResult result(EffectiveConfig settings, Store store, RunPaths paths, Instant now) {
    try (ProgressConsole console = new ProgressConsole(err())) {
      return new Pipeline(settings, store, paths, now, console).run(last);
    }
  }

  private static String refusal(Verdict verdict) {
    return verdict.judgements().stream()
        .filter(judgement -> !judgement.passed())
        .map(Verdict.Judgement::message)
        .collect(Collectors.joining(" ", "the model is refused: ", ""));
  }

  private String runId(Instant now) {
    return runId == null
        ? PublishedRuns.newName(now)
        : PublishedRuns.requireName("--run-id", runId);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
