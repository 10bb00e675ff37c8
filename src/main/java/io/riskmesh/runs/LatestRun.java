package io.riskmesh.runs;

import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.Optional;

/**
 * Content of {@code latest.json}: which run is in production.
 *
 * @param runId an accepted run
 * @param after ISO-8601 time, set by a move back by hand: runs with an as-of time up to this one
 *     were passed over, and do not take the place by themselves; null otherwise
 */
public record LatestRun(String runId, String after) {

  /**
   * What stands in a job's {@code latest.json}; empty before a run was accepted.
   *
   * @throws RunException {@code FAILED} when that is not the name of a run
   */
  public static Optional<LatestRun> read(Store store, String job) {
    return store.read(path(job)).map(json -> of(json, store, job));
  }

  private static String path(String job) {
    return new JobPaths(job).latest();
  }

  /** Whoever may write the file decides what is in it: a path would lead out of the job. */
  private static LatestRun of(byte[] json, Store store, String job) {
    LatestRun latest = JsonText.read(json, LatestRun.class);
    if (!RunPaths.isName(latest.runId())) {
      throw new RunException(
          Outcome.FAILED,
          "%s names run \"%s\", which is not a valid run name. Remove the file, then promote a run."
              .formatted(store.uri(path(job)), latest.runId()));
    }
    return latest;
  }

  /** Why the place was not given to a run. */
  public enum StayReason {
    /** A gate refused it. */
    REFUSED,
    /** Its as-of time lies before that of the run in production. */
    OLDER,
    /** Its as-of time is not later than that of a run that was moved back from by hand. */
    PASSED_OVER
  }

  /**
   * What became of an offer.
   *
   * @param current the run that is in production now; null when there is none
   * @param reason why it is not the one that was offered; null when it is
   * @param limit the as-of time that the offered run's is held against; null where that is not why
   */
  public record Offer(String current, StayReason reason, String limit) {}

  /** Offers the place to a run: never to a refused one, and never back in as-of time. */
  public static Offer offer(Store store, Manifest run) {
    byte[] mine = JsonText.bytes(new LatestRun(run.runId(), null));
    while (true) {
      Optional<byte[]> seen = store.read(path(run.job()));
      Optional<LatestRun> now = seen.map(json -> of(json, store, run.job()));
      if (!run.isAccepted()) {
        return new Offer(now.map(LatestRun::runId).orElse(null), StayReason.REFUSED, null);
      }
      Optional<Offer> kept = now.flatMap(latest -> latest.keptFrom(store, run));
      if (kept.isPresent()) {
        return kept.get();
      }
      if (store.replace(path(run.job()), seen, mine)) {
        return new Offer(run.runId(), null, null);
      }
    }
  }

  private Optional<Offer> keptFrom(Store store, Manifest run) {
    if (runId.equals(run.runId())) {
      return Optional.of(new Offer(runId, null, null));
    }
    if (after != null && !time(run.asOf()).isAfter(time(after))) {
      return Optional.of(new Offer(runId, StayReason.PASSED_OVER, after));
    }
    return Manifest.read(store, new RunPaths(run.job(), runId))
        .map(Manifest::asOf)
        .filter(current -> time(run.asOf()).isBefore(time(current)))
        .map(current -> new Offer(runId, StayReason.OLDER, current));
  }

  /**
   * Gives the place to a run by hand, in either direction of time.
   *
   * @param seen what the person who decides has seen there
   * @return false when it has changed since
   */
  public static boolean move(Store store, Optional<LatestRun> seen, Manifest to) {
    String path = path(to.job());
    Optional<byte[]> there = store.read(path);
    return there.map(json -> of(json, store, to.job())).equals(seen)
        && store.replace(
            path, there, JsonText.bytes(new LatestRun(to.runId(), passedOver(store, seen, to))));
  }

  /** The newest as-of time that has been in production, where the run is older than that. */
  private static String passedOver(Store store, Optional<LatestRun> from, Manifest to) {
    Optional<String> left =
        from.flatMap(latest -> Manifest.read(store, new RunPaths(to.job(), latest.runId())))
            .map(Manifest::asOf);
    return Optional.of(newer(left.orElse(to.asOf()), from.map(LatestRun::after).orElse(null)))
        .filter(time -> time(time).isAfter(time(to.asOf())))
        .orElse(null);
  }

  private static String newer(String time, String other) {
    return other != null && time(other).isAfter(time(time)) ? other : time;
  }

  private static Instant time(String iso) {
    return Instant.parse(iso);
  }
}
