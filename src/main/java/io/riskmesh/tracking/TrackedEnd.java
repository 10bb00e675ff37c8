package io.riskmesh.tracking;

import io.riskmesh.drift.DriftReport;
import io.riskmesh.scoring.ScoreManifest;
import io.riskmesh.store.Outcome;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a command has ended.
 *
 * @param ended when
 * @param outcome the outcome, as in the outcome file
 * @param message what the outcome file says
 * @param run the published run that the command is about: for a training run its own, else the one
 *     that was used; empty if there is none
 * @param drift the comparison; empty for other commands and failures
 * @param scores the scores; empty for other commands and failures
 */
record TrackedEnd(
    Instant ended,
    Outcome outcome,
    String message,
    Optional<HashedManifest> run,
    Optional<DriftReport> drift,
    Optional<ScoreManifest> scores) {
  private static final Set<Outcome> ANSWERS =
      EnumSet.of(Outcome.DONE, Outcome.REFUSED, Outcome.RETRAIN);

  /** Returns whether the command did its work, whatever it found. */
  boolean isAnswer() {
    return ANSWERS.contains(outcome);
  }
}
