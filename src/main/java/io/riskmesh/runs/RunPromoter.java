package io.riskmesh.runs;

import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Moves a job's {@code latest.json} on request. The log entry is written before the move, so that
 * every move is documented.
 */
public final class RunPromoter {
  private final PublishedRuns runs;
  private final List<String> roles;
  private final String by;
  private final Instant at;

  /**
   * Creates a promoter.
   *
   * @param roles who must have approved the run
   * @param by who requests it
   * @param at when
   */
  public RunPromoter(PublishedRuns runs, List<String> roles, String by, Instant at) {
    this.runs = runs;
    this.roles = roles;
    this.by = by;
    this.at = at;
  }

  /**
   * Makes a run the latest run.
   *
   * @throws RunException {@code REFUSED} if the gates refused the run or a sign-off is missing,
   *     {@code FAILED} if its files do not match its manifest, {@code SOURCE_UNAVAILABLE} if
   *     another process is working on the run or moved {@code latest.json} at the same time
   */
  public PromotionRecord promote(String runId, String reason) {
    return move(runs.readManifest(runId), reason);
  }

  /**
   * Makes the accepted run with the next older as-of time the latest run.
   *
   * @param words receives a line for each run that was skipped because its manifest cannot be read
   * @throws RunException {@code SOURCE_MISSING} if there is no such run; {@code FAILED} if the
   *     manifest of the latest run cannot be read; otherwise as for {@link #promote}
   */
  public PromotionRecord rollback(String reason, Consumer<String> words) {
    RunList all = runs.readAll();
    all.broken().forEach((run, why) -> words.accept("run %s was skipped: %s".formatted(run, why)));
    String current = runs.findLatest().orElse("its first");
    if (all.broken().containsKey(current)) {
      throw new RunException(
          Outcome.FAILED,
          "run %s is in production and %s. The run before it is unknown: restore it, or promote one by name."
              .formatted(current, all.broken().get(current)));
    }
    RunHead to =
        runs.findBeforeLatest(all)
            .orElseThrow(
                () ->
                    new RunException(
                        Outcome.SOURCE_MISSING,
                        "job %s has no accepted run before %s: there is nothing to roll back to"
                            .formatted(runs.job(), current)));
    return move(runs.readManifest(to.runId()), reason);
  }

  /**
   * Promotes a run under its lease, so that it cannot be removed between the check of its files and
   * the move.
   */
  private PromotionRecord move(Manifest run, String reason) {
    try (Lease lease = Lease.borrow(runs.store(), new RunPaths(run.job(), run.runId()))) {
      Manifest to = runs.readManifest(run.runId());
      requireUsable(to);
      lease.require();
      return moveAndLog(to, reason);
    }
  }

  private PromotionRecord moveAndLog(Manifest to, String reason) {
    Optional<LatestRun> seen = LatestRun.read(runs.store(), runs.job());
    PromotionRecord promotion =
        new PromotionRecord(
            at.toString(), seen.map(LatestRun::runId).orElse(null), to.runId(), by, reason);
    runs.store().write(path(promotion), JsonText.bytes(promotion));
    if (!LatestRun.move(runs.store(), seen, to)) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "latest.json of job %s was just changed by another process: check it (runs list) and decide again"
              .formatted(runs.job()));
    }
    return promotion;
  }

  /** Returns where the log entry of a promotion is stored. */
  public String path(PromotionRecord promotion) {
    return new JobPaths(runs.job())
        .promotion("%s-%s".formatted(PublishedRuns.exactNameOf(at), promotion.to()));
  }

  private void requireUsable(Manifest run) {
    if (!run.isAccepted()) {
      throw new RunException(
          Outcome.REFUSED,
          "run %s was refused by its gates and cannot be put into production"
              .formatted(run.runId()));
    }
    new SignOffLog(runs.store(), new RunPaths(run.job(), run.runId())).requireSigned(roles);
    requireWhole(runs.store(), run);
  }

  private static void requireWhole(Store store, Manifest run) {
    RunPaths paths = new RunPaths(run.job(), run.runId());
    List<HashedFile> there = FileHashes.hashFiles(store, paths.runFolder());
    for (HashedFile file : run.files()) {
      if (!there.contains(file)) {
        throw new RunException(
            Outcome.FAILED,
            "%s does not match the manifest of run %s: it is missing or was changed after publication"
                .formatted(store.uri(paths.published(file.path())), run.runId()));
      }
    }
  }
}
