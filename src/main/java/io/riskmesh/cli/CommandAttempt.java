package io.riskmesh.cli;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import io.riskmesh.tracking.CommandTracking;
import io.riskmesh.tracking.TrackedCommand;
import io.riskmesh.tracking.TrackedCommand.CommandKind;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** A command's work under an id. It writes an outcome under that id however it ends. */
final class CommandAttempt {
  /** Outcomes that answer the command's question and are not failures. */
  private static final Set<Outcome> ANSWERS = EnumSet.of(Outcome.DONE, Outcome.RETRAIN);

  private final CommandSpec spec;
  private final Store store;
  private final RunPaths paths;

  /**
   * Creates an attempt.
   *
   * @param paths locates the outcome file
   */
  CommandAttempt(CommandSpec spec, Store store, RunPaths paths) {
    this.spec = spec;
    this.store = store;
    this.paths = paths;
  }

  /** Puts the run id on every following line of the log. */
  static void named(RunPaths paths) {
    System.setProperty("riskmesh.run.id", paths.runId());
  }

  /**
   * Does the work as {@link #run(Supplier)} does, and tells other systems how it ended, after
   * everything else.
   */
  OutcomeFile run(CommandTracking tracking, Supplier<OutcomeFile> work) {
    tracking.begin();
    OutcomeFile outcome = run(work);
    Outcome ended =
        EnumSet.allOf(Outcome.class).stream()
            .filter(one -> one.code() == outcome.code())
            .findFirst()
            .orElse(Outcome.FAILED);
    tracking.end(ended, outcome.message());
    return outcome;
  }

  /**
   * Creates the tracking of this command.
   *
   * @param began when it began; also its as-of time unless the job names one
   */
  CommandTracking tracking(EffectiveConfig settings, CommandKind kind, Instant began) {
    Instant asOf = settings.job().source().asOf().orElse(began);
    return CommandTracking.create(
        settings,
        store,
        new TrackedCommand(kind, paths, began, asOf),
        System.getenv(),
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
  }

  /** Does the work, writes its outcome, and prints a failure on one line. */
  OutcomeFile run(Supplier<OutcomeFile> work) {
    OutcomeFile outcome = runWork(work);
    if (ANSWERS.stream().noneMatch(answer -> answer.code() == outcome.code())) {
      spec.commandLine().getErr().println("riskmesh: " + outcome.message());
    }
    return outcome;
  }

  private OutcomeFile runWork(Supplier<OutcomeFile> work) {
    try {
      OutcomeFile outcome = work.get();
      outcome.write(store, paths);
      return outcome;
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      CommandFailure failure = CommandFailure.of(e);
      OutcomeFile outcome = OutcomeFile.of(failure.outcome(), failure.message(), paths.runId());
      if (!isToldByAnother(e)) {
        outcome.write(store, paths);
      }
      return outcome;
    }
  }

  /**
   * Returns whether another attempt has taken over and published the run. This attempt then writes
   * no outcome, so that it does not overwrite the other's.
   */
  private boolean isToldByAnother(Throwable e) {
    return e instanceof RunException failure
        && failure.isOvertaken()
        && Manifest.read(store, paths).isPresent();
  }
}
