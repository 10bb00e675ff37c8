package io.riskmesh.cli;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person and an orchestrator see of an error; its stack trace goes to the log. */
record CommandFailure(Outcome outcome, String message) {
  private static final Logger LOG = LoggerFactory.getLogger(CommandFailure.class);

  static CommandFailure of(Throwable error) {
    if (error instanceof RunException known) {
      LOG.error("{}", known.outcome().kind(), error);
      return new CommandFailure(known.outcome(), known.getMessage());
    }
    LOG.error("unexpected", error);
    // An unexpected message may contain a value of a row: only the error's type leaves the log.
    return new CommandFailure(
        Outcome.FAILED,
        "unexpected %s; the log has its stack trace".formatted(error.getClass().getSimpleName()));
  }

  String line() {
    return "riskmesh: " + message;
  }
}
