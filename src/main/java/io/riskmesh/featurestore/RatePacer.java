package io.riskmesh.featurestore;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.concurrent.TimeUnit;

/** Spaces calls of several threads evenly, so that no second has more than a number of them. */
final class RatePacer {
  private final long gap;
  private long next = System.nanoTime();

  /** Creates a pacer for at most {@code rate} calls per second. */
  RatePacer(int rate) {
    this.gap = TimeUnit.SECONDS.toNanos(1) / rate;
  }

  /** Waits for the caller's turn. */
  void await() {
    try {
      TimeUnit.NANOSECONDS.sleep(turn() - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(Outcome.FAILED, "interrupted while writing the online store", e);
    }
  }

  /** Returns the {@link System#nanoTime} of the next call. */
  synchronized long turn() {
    // A pause is not made up for: a burst would be throttled.
    next = Math.max(next, System.nanoTime() - gap) + gap;
    return next;
  }
}
