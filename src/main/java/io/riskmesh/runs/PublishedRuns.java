package io.riskmesh.runs;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The runs of a job, by their names as they stand on a command line. */
public record PublishedRuns(Store store, String job) {
  private static final String LATEST = "latest";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** What has no other name is named by its time, in UTC: {@code 20261123T020000Z}. */
  public static String nameOf(Instant time) {
    return TIME.format(time);
  }

  /**
   * The name of a run.
   *
   * @throws RunException {@code USAGE} when a folder cannot have that name
   */
  public static String requireName(String option, String name) {
    if (!RunPaths.isName(name)) {
      throw new RunException(
          Outcome.USAGE,
          "%s \"%s\" must consist of at most 100 letters, digits, '.', '_' and '-'"
              .formatted(option, name));
    }
    return name;
  }

  /**
   * Sees to it that what is no run has no run's name: outcomes of all lie in one folder.
   *
   * @param option which gave the name
   * @throws RunException {@code USAGE} when a run has it
   */
  public void requireUnused(String option, String name) {
    if (Manifest.read(store, new RunPaths(job, name)).isPresent()) {
      throw new RunException(
          Outcome.USAGE,
          "%s %s is the name of a run and would overwrite its outcome: choose another"
              .formatted(option, name));
    }
  }

  /** The run in production; empty before one was accepted. */
  public Optional<String> latest() {
    return LatestRun.read(store, job).map(LatestRun::runId);
  }

  /**
   * The run that {@code --run-id} means.
   *
   * @throws RunException {@code SOURCE_MISSING} for {@code latest} when no run was accepted yet
   */
  public RunPaths paths(String runId) {
    if (!LATEST.equals(runId)) {
      return new RunPaths(job, requireName("the run", runId));
    }
    return latest().map(id -> new RunPaths(job, id)).orElseThrow(this::noneAccepted);
  }

  private RunException noneAccepted() {
    return new RunException(
        Outcome.SOURCE_MISSING,
        "job %s has no accepted run under %s, so no latest run".formatted(job, store.uri("")));
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

  /** All of them. */
  public RunList all() {
    return RunList.of(store, job);
  }

  /**
   * The accepted run before the one in production: what a rollback goes to.
   *
   * @param all what {@link #all} has read
   */
  Optional<RunHead> beforeLatest(RunList all) {
    Optional<RunHead> current =
        latest()
            .flatMap(id -> all.heads().stream().filter(run -> run.runId().equals(id)).findFirst());
    return current.flatMap(
        now ->
            all.heads().stream()
                .filter(RunHead::isAccepted)
                .filter(run -> run.time().isBefore(now.time()))
                .reduce((earlier, later) -> later));
  }
}
