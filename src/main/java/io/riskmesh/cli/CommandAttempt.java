package io.riskmesh.cli;

import io.riskmesh.runs.Manifest;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command's work under a name, which leaves an outcome under that name however it ends.
 *
 * @param paths names the outcome
 */
record CommandAttempt(CommandSpec spec, Store store, RunPaths paths) {
  /** What is an answer and no failure. */
  private static final Set<Outcome> ANSWERS = EnumSet.of(Outcome.DONE, Outcome.RETRAIN);

  /** Every line of the log from here on has this id. */
  static void named(RunPaths paths) {
    System.setProperty("riskmesh.run.id", paths.runId());
  }

  /** Does the work, writes its outcome, and tells a failure on one line. */
  OutcomeFile at(Supplier<OutcomeFile> work) {
    OutcomeFile outcome = outcome(work);
    if (ANSWERS.stream().noneMatch(answer -> answer.code() == outcome.code())) {
      spec.commandLine().getErr().println("riskmesh: " + outcome.message());
    }
    return outcome;
  }

  private OutcomeFile outcome(Supplier<OutcomeFile> work) {
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

  /** An attempt that wakes up when another has published the run says nothing about it. */
  private boolean isToldByAnother(Throwable e) {
    return e instanceof RunException failure
        && failure.isOvertaken()
        && Manifest.read(store, paths).isPresent();
  }
}
