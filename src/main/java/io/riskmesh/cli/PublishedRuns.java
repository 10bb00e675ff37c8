package io.riskmesh.cli;

import io.riskmesh.store.Json;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.Publisher;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.Optional;

/** Names of a job's runs as they stand on a command line. */
record PublishedRuns(Store store, String job) {
  private static final String LATEST = "latest";

  /**
   * The name of a run.
   *
   * @throws RunException {@code USAGE} when a folder cannot have that name
   */
  static String requireName(String runId) {
    if (!runId.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new RunException(
          Outcome.USAGE,
          "--run-id \"%s\" must be of letters, digits, '.', '_' and '-', at most 100"
              .formatted(runId));
    }
    return runId;
  }

  /** The accepted run with the newest as-of time. */
  Optional<String> latest() {
    return store
        .read(new RunPaths(job, "").latest())
        .map(bytes -> Json.read(bytes, Publisher.Latest.class).runId());
  }

  /**
   * The run that {@code --run-id} means.
   *
   * @throws RunException {@code SOURCE_MISSING} for {@code latest} when no run was accepted yet
   */
  RunPaths paths(String runId) {
    if (!LATEST.equals(runId)) {
      return new RunPaths(job, requireName(runId));
    }
    return latest()
        .map(id -> new RunPaths(job, id))
        .orElseThrow(
            () ->
                new RunException(
                    Outcome.SOURCE_MISSING,
                    "job %s has no accepted run under %s, and so no latest one"
                        .formatted(job, store.uri(""))));
  }
}
