package io.riskmesh.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to a run's lease: past a holder that is dead, and never past one that lives.
 *
 * @param patience how long a silent holder is watched before it counts as dead
 * @param silent whoever has written nothing since then, by the store's clock, is not watched
 */
record LeaseClaim(
    LeaseFolder folder, LeaseHolder me, String runId, Duration patience, Instant silent) {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseClaim.class);

  /** A beat and a half. */
  private static final int WATCHES_OF_THE_GONE = 8;

  private static final int LOOKS = 20;

  /**
   * A lease that was taken.
   *
   * @param begun {@link System#nanoTime} before the store was asked
   */
  record Taken(int number, String attempt, long begun) {}

  /**
   * Takes the lease.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} when its holder is alive
   */
  Taken take() {
    int refused = 0;
    while (true) {
      int last = Math.max(folder.newest(), refused);
      if (last > 0 && !folder.isSilentSince(last, silent)) {
        requireDead(last);
      }
      long begun = System.nanoTime();
      if (!folder.create(last + 1, me)) {
        // It is there, whether or not the list shows it yet.
        refused = last + 1;
      } else if (folder.isHeldBy(last + 1, me.attempt())) {
        return new Taken(last + 1, me.attempt(), begun);
      }
      pause(patience);
    }
  }

  private void requireDead(int number) {
    Optional<LeaseHolder> holder = folder.holder(number);
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
    Optional<byte[]> before = folder.lastBeat(number);
    if (seen && before.isEmpty()) {
      return false;
    }
    // What looks like this machine may be its clone: the process is not there, and yet it beats.
    Duration longest = seen ? patience.dividedBy(WATCHES_OF_THE_GONE) : patience;
    LOG.info("watching process {} on {} for {}", holder.pid(), holder.host(), longest);
    return beatsAgain(number, holder, before, longest);
  }

  private boolean beatsAgain(
      int number, LeaseHolder holder, Optional<byte[]> before, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() < end) {
      pause(longest);
      boolean beats = !LocalStore.same(before, folder.lastBeat(number));
      // After the beat: what ends a lease may take the beat away with it.
      Optional<LeaseHolder> now = folder.holder(number);
      if (now.isEmpty() || folder.isReleased(number, now.get().attempt())) {
        return false;
      }
      if (beats || !now.equals(Optional.of(holder))) {
        return true;
      }
    }
    return false;
  }

  /** A part of the time that is waited in all. */
  private static void pause(Duration all) {
    try {
      Thread.sleep(all.dividedBy(LOOKS).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(Outcome.FAILED, "interrupted while waiting for a lease", e);
    }
  }
}
