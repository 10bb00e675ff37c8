package io.riskmesh.runs;

import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Content of {@code latest.json}: the run that is in production.
 *
 * @param runId an accepted run
 * @param after ISO-8601 time, set by a manual move back: a run with an as-of time up to this one
 *     was passed over and does not become the latest run automatically; null otherwise
 */
public record LatestRun(String runId, String after) {

  /**
   * Reads a job's {@code latest.json}; empty before a run was accepted.
   *
   * @throws RunException {@code FAILED} if it does not contain a valid run id
   */
  public static Optional<LatestRun> read(Store store, String job) {
    return store.read(path(job)).map(json -> of(json, store, job));
  }

  private static String path(String job) {
    return new JobPaths(job).latest();
  }

  /**
   * Parses {@code latest.json} and validates the run id: a path could point outside the job's
   * folder.
   */
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

  /** Why an offered run did not become the latest run. */
  public enum StayReason {
    /** The gates refused it. */
    REFUSED,
    /** Its as-of time is before that of the latest run. */
    OLDER,
    /** Its as-of time is not after the one recorded by a manual move back. */
    PASSED_OVER,
    /** A role that must approve it has not done so. */
    UNSIGNED
  }

  /**
   * Result of an offer.
   *
   * @param current the latest run after the offer; null if there is none
   * @param reason why {@code current} is not the offered run; null if it is
   * @param limit what keeps it: the as-of time that the offered run's was compared with, or the
   *     sign-offs that it lacks; null for a refused run
   */
  public record Offer(String current, StayReason reason, String limit) {}

  /**
   * Makes a run the latest run unless it was refused, lacks a sign-off, or would move {@code
   * latest.json} back in as-of time.
   *
   * @param roles who must have approved the run
   */
  public static Offer offer(Store store, Manifest run, List<String> roles) {
    List<String> missing =
        new SignOffLog(store, new RunPaths(run.job(), run.runId())).findMissing(roles);
    byte[] mine = JsonText.bytes(new LatestRun(run.runId(), null));
    while (true) {
      Optional<byte[]> seen = store.read(path(run.job()));
      Optional<LatestRun> now = seen.map(json -> of(json, store, run.job()));
      if (!run.isAccepted()) {
        return new Offer(now.map(LatestRun::runId).orElse(null), StayReason.REFUSED, null);
      }
      Optional<Offer> kept = now.flatMap(latest -> latest.findWhyKept(store, run));
      if (kept.isPresent()) {
        return kept.get();
      }
      if (!missing.isEmpty()) {
        return new Offer(
            now.map(LatestRun::runId).orElse(null),
            StayReason.UNSIGNED,
            String.join("; ", missing));
      }
      if (store.replace(path(run.job()), seen, mine)) {
        return new Offer(run.runId(), null, null);
      }
    }
  }

  private Optional<Offer> findWhyKept(Store store, Manifest run) {
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
   * Makes a run the latest run on request, whatever its as-of time.
   *
   * @param seen the content of {@code latest.json} on which the request is based
   * @return false if {@code latest.json} has changed since
   */
  public static boolean move(Store store, Optional<LatestRun> seen, Manifest to) {
    String path = path(to.job());
    Optional<byte[]> there = store.read(path);
    return there.map(json -> of(json, store, to.job())).equals(seen)
        && store.replace(
            path,
            there,
            JsonText.bytes(new LatestRun(to.runId(), findPassedOver(store, seen, to))));
  }

  /**
   * Returns the newest as-of time that has been in production if it is after that of the given run;
   * null otherwise.
   */
  private static String findPassedOver(Store store, Optional<LatestRun> from, Manifest to) {
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
