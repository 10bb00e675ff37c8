package io.riskmesh.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Content of {@code latest.json}: which run is in production.
 *
 * @param runId an accepted run
 * @param after ISO-8601 time, set by a move back by hand: runs with an as-of time up to this one
 *     were passed over, and do not take the place by themselves; null otherwise
 */
public record Latest(String runId, String after) {

  /** What stands in a job's {@code latest.json}; empty before a run was accepted. */
  public static Optional<Latest> read(Store store, String job) {
    return store.read(path(job)).map(Latest::of);
  }

  private static String path(String job) {
    return new RunPaths(job, "").latest();
  }

  private static Latest of(byte[] json) {
    return Json.read(json, Latest.class);
  }

  /** Offers the place to a run: never to a refused one, and never back in as-of time. */
  static void offer(Store store, Manifest run) {
    byte[] mine = Json.bytes(new Latest(run.runId(), null));
    while (run.isAccepted()) {
      Optional<byte[]> seen = store.read(path(run.job()));
      boolean deserved = seen.map(Latest::of).map(now -> now.givesWayTo(store, run)).orElse(true);
      if (!deserved || store.replace(path(run.job()), seen, mine)) {
        return;
      }
    }
  }

  private boolean givesWayTo(Store store, Manifest run) {
    if (after != null && !time(run.asOf()).isAfter(time(after))) {
      return false;
    }
    return Manifest.read(store, new RunPaths(run.job(), runId))
        .map(current -> !time(run.asOf()).isBefore(time(current.asOf())))
        .orElse(true);
  }

  /**
   * Gives the place to a run by hand, in either direction of time.
   *
   * @param seen what the person who decides has seen there
   * @return false when it has changed since
   */
  public static boolean move(Store store, Optional<Latest> seen, Manifest to) {
    String path = path(to.job());
    Optional<byte[]> there = store.read(path);
    return there.map(Latest::of).equals(seen)
        && store.replace(
            path, there, Json.bytes(new Latest(to.runId(), passedOver(store, seen, to))));
  }

  /** The newest as-of time that has been in production, where the run is older than that. */
  private static String passedOver(Store store, Optional<Latest> from, Manifest to) {
    Optional<String> left =
        from.flatMap(latest -> Manifest.read(store, new RunPaths(to.job(), latest.runId())))
            .map(Manifest::asOf);
    return Optional.of(newer(left.orElse(to.asOf()), from.map(Latest::after).orElse(null)))
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
