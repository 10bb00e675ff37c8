package io.riskmesh.runs;

import io.riskmesh.store.Lease;
import io.riskmesh.store.RunPaths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the files of a job's old runs, except runs that may still be needed. Scores and the log
 * of promotions are kept.
 */
public final class RunCleaner {
  private static final Logger LOG = LoggerFactory.getLogger(RunCleaner.class);

  private final PublishedRuns runs;
  private final Function<List<String>, Map<String, String>> packages;
  private final boolean isCompared;

  /**
   * Creates a cleaner.
   *
   * @param packages returns the ARN of the model package of each of the given runs that has one
   * @param isCompared whether the job compares new models with published ones
   */
  public RunCleaner(
      PublishedRuns runs,
      Function<List<String>, Map<String, String>> packages,
      boolean isCompared) {
    this.runs = runs;
    this.packages = packages;
    this.isCompared = isCompared;
  }

  /**
   * Files to remove: a run with everything that belongs to it, or a standalone report.
   *
   * @param newest modification time of its newest file
   * @param roots files and folders to remove, in this order
   */
  public record Removal(String name, Instant newest, long bytes, List<String> roots) {
    /** Returns whether this is a run: a run id contains no slash, every other name does. */
    private boolean isRun() {
      return !name.contains("/");
    }
  }

  /**
   * Result of planning: what to remove and what to keep.
   *
   * @param kept why old runs are kept, by run id
   */
  public record CleaningPlan(List<Removal> removals, Map<String, String> kept) {
    /** Returns the size of all removals in bytes. */
    public long bytes() {
      return removals.stream().mapToLong(Removal::bytes).sum();
    }
  }

  /**
   * Plans the removal of everything whose newest file is older than a time; a run that is still in
   * progress is newer.
   *
   * @throws io.riskmesh.store.RunException if the registry does not answer: no run can then be
   *     assumed to have no model package
   */
  public CleaningPlan plan(Instant before) {
    JobInventory inventory = JobInventory.list(runs.store(), runs.job());
    Map<String, String> wanted = findWanted();
    Map<String, String> kept = new TreeMap<>();
    List<Removal> removals = new ArrayList<>();
    old(inventory.runs(), before)
        .forEach(
            (runId, item) -> {
              if (wanted.containsKey(runId)) {
                kept.put(runId, wanted.get(runId));
              } else {
                removals.add(removal(runId, item, rootsOf(runId)));
              }
            });
    old(inventory.others(), before)
        .forEach(
            (name, item) -> removals.add(removal(name, item, List.of(runs.job() + "/" + name))));
    return new CleaningPlan(List.copyOf(removals), kept);
  }

  private static Map<String, JobInventory.InventoryItem> old(
      Map<String, JobInventory.InventoryItem> items, Instant before) {
    Map<String, JobInventory.InventoryItem> old = new TreeMap<>(items);
    old.values().removeIf(item -> !item.newest().isBefore(before));
    return old;
  }

  private static Removal removal(String name, JobInventory.InventoryItem item, List<String> roots) {
    return new Removal(name, item.newest(), item.bytes(), roots);
  }

  /**
   * Returns what to remove of a run. The manifest comes first, so that a partly removed run is not
   * taken for a published one. The work folder is not included because it contains the lease.
   */
  private List<String> rootsOf(String runId) {
    RunPaths paths = new RunPaths(runs.job(), runId);
    return List.of(
        paths.manifest(),
        paths.runFolder(),
        paths.dataFolder(),
        paths.registration(),
        paths.ofJob().lineage(runId),
        paths.outcome());
  }

  /** Returns each run that must be kept, with the reason. */
  private Map<String, String> findWanted() {
    Map<String, String> wanted = new TreeMap<>();
    RunList all = runs.readAll();
    List<String> known = all.heads().stream().map(RunHead::runId).toList();
    all.broken()
        .forEach((run, why) -> wanted.put(run, why + ". If it is not needed, remove it by hand"));
    if (isCompared) {
      PublishedRuns.findFirstAccepted(all)
          .ifPresent(
              run -> wanted.put(run.runId(), "gates.champion may compare with it: the first"));
      runs.findLastPromotion()
          .ifPresent(
              move -> wanted.put(move.to(), "gates.champion compares with it: promoted last"));
    }
    packages.apply(known).forEach((run, arn) -> wanted.put(run, "registered as " + arn));
    runs.findBeforeLatest(all)
        .ifPresent(run -> wanted.put(run.runId(), "a rollback would restore it"));
    runs.findLatest().ifPresent(run -> wanted.put(run, "latest.json points to it"));
    return wanted;
  }

  /**
   * Removes what is planned, except runs that became the latest run or made progress since the plan
   * was made.
   *
   * @throws io.riskmesh.store.RunException {@code SOURCE_UNAVAILABLE} if another process is working
   *     on one of the runs
   */
  public void remove(CleaningPlan plan) {
    for (Removal removal : plan.removals()) {
      if (removal.isRun()) {
        removeRun(removal);
      } else {
        removeRoots(removal);
      }
    }
  }

  /**
   * Removes a run under its lease. A lease holder that wrote nothing before the plan was made is
   * long dead.
   */
  private void removeRun(Removal removal) {
    RunPaths paths = new RunPaths(runs.job(), removal.name());
    try (Lease lease = Lease.borrow(runs.store(), paths, removal.newest())) {
      if (runs.findLatest().filter(removal.name()::equals).isPresent()) {
        LOG.warn("{} was put into production meanwhile and is kept", removal.name());
      } else if (isWrittenAfter(removal.newest(), paths)) {
        LOG.warn("{} was changed meanwhile and is kept", removal.name());
      } else {
        lease.require();
        removeRoots(removal);
        lease.clearWork();
      }
    }
  }

  private boolean isWrittenAfter(Instant time, RunPaths paths) {
    return Stream.of(paths.runFolder(), paths.dataFolder(), paths.workFolder())
        .flatMap(folder -> runs.store().list(folder).stream())
        .filter(entry -> !entry.path().startsWith(paths.work("lease/")))
        .anyMatch(entry -> entry.modified().isAfter(time));
  }

  private void removeRoots(Removal removal) {
    removal.roots().forEach(runs.store()::delete);
    LOG.info("removed {}: {} bytes", removal.name(), removal.bytes());
  }
}
