package io.riskmesh.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acquires a run's lease: takes over from a dead holder, never from a live one. */
final class LeaseClaim {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseClaim.class);

  /**
   * Fraction of the patience for which a holder whose process is gone is watched: one and a half
   * heartbeats.
   */
  private static final int WATCHES_OF_THE_GONE = 8;

  private static final int LOOKS = 20;

  private final LeaseFolder folder;
  private final LeaseHolder me;
  private final String runId;
  private final Duration patience;
  private final Instant silent;

  /**
   * Creates a claim; nothing is acquired yet.
   *
   * @param patience how long a silent holder is watched before it counts as dead
   * @param silent a holder that has written nothing since this time, by the store's clock, is not
   *     watched
   */
  LeaseClaim(LeaseFolder folder, LeaseHolder me, String runId, Duration patience, Instant silent) {
    this.folder = folder;
    this.me = me;
    this.runId = runId;
    this.patience = patience;
    this.silent = silent;
  }

  /**
   * A lease that was acquired.
   *
   * @param begun {@link System#nanoTime} before the request to the store
   */
  record Taken(int number, String attempt, long begun) {}

  /**
   * Acquires the lease.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} if its holder is alive
   */
  Taken take() {
    int refused = 0;
    while (true) {
      int last = Math.max(folder.findNewest(), refused);
      if (last > 0 && !folder.isSilentSince(last, silent)) {
        requireDead(last);
      }
      long begun = System.nanoTime();
      if (!folder.create(last + 1, me)) {
        // The file exists, even if the listing does not show it yet.
        refused = last + 1;
      } else if (folder.isHeldBy(last + 1, me.attempt())) {
        return new Taken(last + 1, me.attempt(), begun);
      }
      pause(patience);
    }
  }

  private void requireDead(int number) {
    Optional<LeaseHolder> holder = folder.readHolder(number);
    if (holder.isEmpty() || folder.isReleased(number, holder.get().attempt())) {
      return;
    }
    if (isAlive(number, holder.get())) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "run %s is being worked on by process %d on %s. Wait for it, or use another run id."
              .formatted(runId, holder.get().pid(), holder.get().host()));
    }
    LOG.warn("run {}: attempt {} is dead, taking over", runId, number);
  }

  private boolean isAlive(int number, LeaseHolder holder) {
    boolean seen = me.sees(holder);
    if (seen && holder.isRunning()) {
      return true;
    }
    Optional<byte[]> before = folder.readLastBeat(number);
    if (seen && before.isEmpty()) {
      return false;
    }
    // What looks like this machine may be a clone: the process does not exist here but still beats.
    Duration longest = seen ? patience.dividedBy(WATCHES_OF_THE_GONE) : patience;
    LOG.info("watching process {} on {} for {}", holder.pid(), holder.host(), longest);
    return beatsAgain(number, holder, before, longest);
  }

  private boolean beatsAgain(
      int number, LeaseHolder holder, Optional<byte[]> before, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() < end) {
      pause(longest);
      boolean beats = !LocalStore.same(before, folder.readLastBeat(number));
      // Read after the heartbeat: an attempt that ends its lease may delete the heartbeat with it.
      Optional<LeaseHolder> now = folder.readHolder(number);
      if (now.isEmpty() || folder.isReleased(number, now.get().attempt())) {
        return false;
      }
      if (beats || !now.equals(Optional.of(holder))) {
        return true;
      }
    }
    return false;
  }

  /** Waits for a fraction of the total waiting time. */
  private static void pause(Duration all) {
    try {
      Thread.sleep(all.dividedBy(LOOKS).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(Outcome.FAILED, "interrupted while waiting for a lease", e);
    }
  }
}
