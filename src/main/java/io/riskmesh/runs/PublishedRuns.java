package io.riskmesh.runs;

import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.ParallelIo;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Looks up the runs of a job by the names that a command line uses. */
public final class PublishedRuns {
  private static final String LATEST = "latest";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter EXACT_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Store store;
  private final String job;

  /** Creates the access to the runs of a job. */
  public PublishedRuns(Store store, String job) {
    this.store = store;
    this.job = job;
  }

  Store store() {
    return store;
  }

  String job() {
    return job;
  }

  /** Returns the default name for something created at a time, in UTC: {@code 20261123T020000Z}. */
  public static String nameOf(Instant time) {
    return TIME.format(time);
  }

  /** Returns the start of the name of a record of a decision, to the millisecond, in UTC. */
  static String exactNameOf(Instant time) {
    return EXACT_TIME.format(time);
  }

  /** Returns a new name for something created at a time, which no other command has. */
  public static String newName(Instant time) {
    return "%s-%04x".formatted(nameOf(time), new SecureRandom().nextInt(0x10000));
  }

  /**
   * Returns a name after checking that it can be a run id.
   *
   * @param option the option that supplied the name
   * @throws RunException {@code USAGE} if it cannot be a folder name
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
   * Checks that a name is not the id of a published run: the outcomes of all commands share one
   * folder.
   *
   * @param option the option that supplied the name
   * @throws RunException {@code USAGE} if a run has this name
   */
  public void requireUnused(String option, String name) {
    if (Manifest.read(store, new RunPaths(job, name)).isPresent()) {
      throw new RunException(
          Outcome.USAGE,
          "%s %s is the name of a run and would overwrite its outcome: choose another"
              .formatted(option, name));
    }
  }

  /** Reads {@code latest.json} for the id of the latest run; empty before a run was accepted. */
  public Optional<String> findLatest() {
    return LatestRun.read(store, job).map(LatestRun::runId);
  }

  /**
   * Resolves the run that {@code --run-id} selects to its paths; reads one object for {@code
   * latest}, and nothing for an id.
   *
   * @throws RunException {@code SOURCE_MISSING} for {@code latest} if no run was accepted yet
   */
  public RunPaths resolve(String runId) {
    if (!LATEST.equals(runId)) {
      return new RunPaths(job, requireName("the run", runId));
    }
    return findLatest().map(id -> new RunPaths(job, id)).orElseThrow(this::noneAccepted);
  }

  private RunException noneAccepted() {
    return new RunException(
        Outcome.SOURCE_MISSING,
        "job %s has no accepted run under %s, so no latest run".formatted(job, store.uri("")));
  }

  /**
   * Reads the manifest of a run, which may be {@code latest}: one object, or two.
   *
   * @throws RunException {@code SOURCE_MISSING} if it is not published
   */
  public Manifest readManifest(String runId) {
    return Manifest.read(store, resolve(runId))
        .orElseThrow(
            () ->
                new RunException(
                    Outcome.SOURCE_MISSING,
                    "run %s of job %s is not published under %s"
                        .formatted(runId, job, store.uri(""))));
  }

  /** Reads the manifests of all published runs, one object each. */
  public RunList readAll() {
    return RunList.read(store, job);
  }

  /**
   * Finds the last move of {@code latest.json} by a person; reads one object. A damaged record is
   * passed over.
   */
  public Optional<PromotionRecord> findLastPromotion() {
    List<Store.Entry> moves = store.list(new JobPaths(job).promotions());
    // Their names begin with the time.
    return IntStream.iterate(moves.size() - 1, i -> i >= 0, i -> i - 1)
        .mapToObj(i -> readPromotion(moves.get(i).path()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Reads all moves of {@code latest.json} by a person, oldest first: one object each. Damaged
   * records are passed over.
   */
  public List<PromotionRecord> readPromotions() {
    List<Store.Entry> moves = store.list(new JobPaths(job).promotions());
    return ParallelIo.map(moves, move -> readPromotion(move.path())).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<PromotionRecord> readPromotion(String path) {
    try {
      return store.read(path).map(json -> JsonText.read(json, PromotionRecord.class));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Finds the accepted run that began first, whatever time it stands for; reads no object.
   *
   * @param all result of {@link #readAll}
   */
  public static Optional<RunHead> findFirstAccepted(RunList all) {
    return all.heads().stream()
        .filter(RunHead::isAccepted)
        .min(Comparator.comparing(run -> Instant.parse(run.created())));
  }

  /**
   * Finds the accepted run before the latest run: the target of a rollback. Reads one object.
   *
   * @param all result of {@link #readAll}
   */
  Optional<RunHead> findBeforeLatest(RunList all) {
    Optional<RunHead> current =
        findLatest()
            .flatMap(id -> all.heads().stream().filter(run -> run.runId().equals(id)).findFirst());
    return current.flatMap(
        now ->
            all.heads().stream()
                .filter(RunHead::isAccepted)
                .filter(run -> run.time().isBefore(now.time()))
                .reduce((earlier, later) -> later));
  }
}
