package io.riskmesh.tracking;

import io.riskmesh.store.RunPaths;
import java.time.Instant;

/**
 * A command that is tracked.
 *
 * @param kind which command
 * @param paths locates its files: its id is that of the run, the comparison or the scoring
 * @param began when it began
 * @param asOf the time that it stands for
 */
public record TrackedCommand(CommandKind kind, RunPaths paths, Instant began, Instant asOf) {

  /** A command that systems are told about. */
  public enum CommandKind {
    /** Trains and publishes a model. */
    RUN("run"),
    /** Compares new rows with a run. */
    DRIFT("drift"),
    /** Scores a table with a run. */
    SCORE("score");

    private final String key;

    CommandKind(String key) {
      this.key = key;
    }

    /** Returns the command's name on the command line. */
    public String key() {
      return key;
    }
  }
}
