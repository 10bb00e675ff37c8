package io.riskmesh.runs;

import io.riskmesh.store.Json;
import io.riskmesh.store.Latest;
import io.riskmesh.store.Manifest;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The runs of a job, by their names as they stand on a command line. */
public record PublishedRuns(Store store, String job) {
  private static final String LATEST = "latest";

  /**
   * The name of a run.
   *
   * @throws RunException {@code USAGE} when a folder cannot have that name
   */
  public static String requireName(String runId) {
    if (!runId.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new RunException(
          Outcome.USAGE,
          "--run-id \"%s\" must be of letters, digits, '.', '_' and '-', at most 100"
              .formatted(runId));
    }
    return runId;
  }

  /** The run in production; empty before one was accepted. */
  public Optional<String> latest() {
    return Latest.read(store, job).map(Latest::runId);
  }

  /**
   * The run that {@code --run-id} means.
   *
   * @throws RunException {@code SOURCE_MISSING} for {@code latest} when no run was accepted yet
   */
  public RunPaths paths(String runId) {
    if (!LATEST.equals(runId)) {
      return new RunPaths(job, requireName(runId));
    }
    return latest().map(id -> new RunPaths(job, id)).orElseThrow(this::noneAccepted);
  }

  private RunException noneAccepted() {
    return new RunException(
        Outcome.SOURCE_MISSING,
        "job %s has no accepted run under %s, and so no latest one".formatted(job, store.uri("")));
  }

  /**
   * The manifest of a run, which may be {@code latest}.
   *
   * @throws RunException {@code SOURCE_MISSING} when it is not published
   */
  public Manifest manifest(String runId) {
    return Manifest.read(store, paths(runId))
        .orElseThrow(
            () ->
                new RunException(
                    Outcome.SOURCE_MISSING,
                    "run %s of job %s is not published under %s"
                        .formatted(runId, job, store.uri(""))));
  }

  /** All of them, oldest as-of time first. */
  public List<Manifest> all() {
    return store.list(new RunPaths(job, "").runs()).stream()
        .filter(entry -> entry.path().endsWith("/manifest.json"))
        .flatMap(entry -> store.read(entry.path()).stream())
        .map(bytes -> Json.read(bytes, Manifest.class))
        .sorted(Comparator.comparing(PublishedRuns::asOf).thenComparing(Manifest::runId))
        .toList();
  }

  /** The accepted run before the one in production: what a rollback goes to. */
  public Optional<Manifest> beforeLatest() {
    Optional<Manifest> current =
        latest().flatMap(id -> Manifest.read(store, new RunPaths(job, id)));
    return current.flatMap(
        now ->
            all().stream()
                .filter(Manifest::isAccepted)
                .filter(run -> asOf(run).isBefore(asOf(now)))
                .reduce((earlier, later) -> later));
  }

  private static Instant asOf(Manifest run) {
    return Instant.parse(run.asOf());
  }
}
