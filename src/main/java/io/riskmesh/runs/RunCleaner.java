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
 * Removes what a job's old runs have left, and never a run that somebody may still ask for. Scores
 * and the log of promotions are nobody's rubbish and stay.
 *
 * @param packages ARN of the model package of each of the given runs that has one
 */
public record RunCleaner(PublishedRuns runs, Function<List<String>, Map<String, String>> packages) {
  private static final Logger LOG = LoggerFactory.getLogger(RunCleaner.class);

  /**
   * What goes: a run with all that it has, or a report that stands for itself.
   *
   * @param newest when its last file was written
   * @param roots files and folders to remove, in this order
   */
  public record Removal(String name, Instant newest, long bytes, List<String> roots) {
    /** No run has a slash in its name, and all else has. */
    private boolean isRun() {
      return !name.contains("/");
    }
  }

  /**
   * What a clean-up comes to.
   *
   * @param kept why old runs stay, by their names
   */
  public record CleaningPlan(List<Removal> removals, Map<String, String> kept) {
    public long bytes() {
      return removals.stream().mapToLong(Removal::bytes).sum();
    }
  }

  /**
   * What has had no file written since a time; a run that is still at work is not among it.
   *
   * @throws io.riskmesh.store.RunException when the registry does not answer: then nothing is known
   *     to be without a package
   */
  public CleaningPlan plan(Instant before) {
    JobInventory inventory = JobInventory.of(runs.store(), runs.job());
    Map<String, String> wanted = wanted();
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
   * The manifest first, so that nobody believes in a run that is half gone; without the work
   * folder, where the lease is.
   */
  private List<String> rootsOf(String runId) {
    RunPaths paths = new RunPaths(runs.job(), runId);
    return List.of(
        paths.manifest(),
        paths.runFolder(),
        paths.dataFolder(),
        paths.registration(),
        paths.outcome());
  }

  /** Why a run must stay, for each that must. */
  private Map<String, String> wanted() {
    Map<String, String> wanted = new TreeMap<>();
    RunList all = runs.all();
    List<String> known = all.heads().stream().map(RunHead::runId).toList();
    all.broken()
        .forEach((run, why) -> wanted.put(run, why + ". Check it, then remove it by hand"));
    packages.apply(known).forEach((run, arn) -> wanted.put(run, "registered as " + arn));
    runs.beforeLatest(all).ifPresent(run -> wanted.put(run.runId(), "a rollback would restore it"));
    runs.latest().ifPresent(run -> wanted.put(run, "latest.json points to it"));
    return wanted;
  }

  /**
   * Removes it, but for a run that was put into production or went on since the plan was made.
   *
   * @throws io.riskmesh.store.RunException {@code SOURCE_UNAVAILABLE} when somebody is at work on
   *     one of the runs
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
   * Who holds the lease of a run that was silent until the plan was made has been dead for long.
   */
  private void removeRun(Removal removal) {
    RunPaths paths = new RunPaths(runs.job(), removal.name());
    try (Lease lease = Lease.borrow(runs.store(), paths, removal.newest())) {
      if (runs.latest().filter(removal.name()::equals).isPresent()) {
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
