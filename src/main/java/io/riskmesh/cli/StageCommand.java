package io.riskmesh.cli;

import io.riskmesh.aws.Stores;
import io.riskmesh.config.Settings;
import io.riskmesh.gate.Verdict;
import io.riskmesh.pipeline.Pipeline;
import io.riskmesh.pipeline.Result;
import io.riskmesh.pipeline.Stage;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A run up to and with a stage; one that is continued begins at its first unfinished stage. */
abstract class StageCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Name of the run; one that has begun is continued. Default: a new one.")
  private String runId;

  @Option(
      names = "--outcome-file",
      paramLabel = "FILE",
      description = {
        "Writes the outcome to this file, too, for what reads a file and no store, such as a step "
            + "of a SageMaker pipeline. A refused model then ends with 0: the file says it."
      })
  private Path outcomeFile;

  @Mixin private DryRun dryRun;

  @Spec private CommandSpec spec;

  private final Stage last;

  private StageCommand(Stage last) {
    this.last = last;
  }

  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description =
          "Does everything: reads, checks, splits, trains, evaluates, publishes and registers.")
  static final class Run extends StageCommand {
    Run() {
      super(Stage.PUBLISH);
    }
  }

  @Command(
      name = "prepare",
      mixinStandardHelpOptions = true,
      description = "Runs up to the features, and stops before training.")
  static final class Prepare extends StageCommand {
    Prepare() {
      super(Stage.FEATURES);
    }
  }

  @Command(
      name = "train",
      mixinStandardHelpOptions = true,
      description = "Runs up to the trained booster; publishes nothing.")
  static final class Train extends StageCommand {
    Train() {
      super(Stage.TRAIN);
    }
  }

  @Command(
      name = "evaluate",
      mixinStandardHelpOptions = true,
      description = "Runs up to the verdict of the gates; publishes nothing.")
  static final class Evaluate extends StageCommand {
    Evaluate() {
      super(Stage.GATE);
    }
  }

  @Override
  public Integer call() {
    Settings settings = options.load();
    if (dryRun.isAsked()) {
      Pipeline.requireValid(settings);
    }
    if (dryRun.ends(settings, spec)) {
      return Outcome.DONE.code();
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    RunPaths paths = new RunPaths(settings.job().name(), runId(now));
    Attempt.named(paths);
    OutcomeFile outcome;
    try (Store store = Stores.open(settings.env())) {
      outcome = new Attempt(spec, store, paths).at(() -> execute(settings, store, paths, now));
    }
    return outcomeFile == null ? outcome.code() : handedOver(outcome);
  }

  /** A verdict is no failure for who reads it; everything else is. */
  private int handedOver(OutcomeFile outcome) {
    outcome.write(outcomeFile);
    return outcome.code() == Outcome.REFUSED.code() ? Outcome.DONE.code() : outcome.code();
  }

  private OutcomeFile execute(Settings settings, Store store, RunPaths paths, Instant now) {
    Pipeline.requireValid(settings);
    Result result = result(settings, store, paths, now);
    new Summary(out()).print(paths, last, result);
    if (result.unregistered().isPresent()) {
      throw result.unregistered().get();
    }
    return result
        .verdict()
        .filter(verdict -> !verdict.accepted())
        .map(verdict -> OutcomeFile.of(Outcome.REFUSED, refusal(verdict), paths.runId()))
        .orElseGet(() -> OutcomeFile.of(Outcome.DONE, done(result), paths.runId()));
  }

  private String done(Result result) {
    String kept =
        result
            .published()
            .flatMap(published -> Summary.kept(published.latest()))
            .map("; latest.json "::concat)
            .orElse("");
    return "%s done%s".formatted(last.key(), kept);
  }

  private Result result(Settings settings, Store store, RunPaths paths, Instant now) {
    try (Console console = new Console(err())) {
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
    if (runId == null) {
      return "%s-%04x".formatted(PublishedRuns.nameOf(now), new SecureRandom().nextInt(0x10000));
    }
    return PublishedRuns.requireName("--run-id", runId);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
