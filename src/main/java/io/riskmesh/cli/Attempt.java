package io.riskmesh.cli;

import io.riskmesh.store.Outcome;
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
record Attempt(CommandSpec spec, Store store, RunPaths paths) {
  /** What is an answer and no failure. */
  private static final Set<Outcome> ANSWERS = EnumSet.of(Outcome.DONE, Outcome.RETRAIN);

  /** Does the work, writes its outcome, and tells a failure on one line. */
  OutcomeFile at(Supplier<OutcomeFile> work) {
    OutcomeFile outcome = outcome(work);
    outcome.write(store, paths);
    if (ANSWERS.stream().noneMatch(answer -> answer.code() == outcome.code())) {
      spec.commandLine().getErr().println("riskmesh: " + outcome.message());
    }
    return outcome;
  }

  private OutcomeFile outcome(Supplier<OutcomeFile> work) {
    try {
      return work.get();
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      Failure failure = Failure.of(e);
      return OutcomeFile.of(failure.outcome(), failure.message(), paths.runId());
    }
  }
}
