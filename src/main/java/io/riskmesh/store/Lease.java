package io.riskmesh.store;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to work on a run, held by one attempt at a time. Each attempt that takes over creates
 * the file with the next number. The store therefore only needs a conditional create, and a holder
 * that was merely slow can see that it has been replaced. Clocks are not compared: a holder counts
 * as dead if its heartbeat does not change while the next attempt watches it. The watch is short
 * only if the holder's process is known to be gone.
 *
 * <p>A holder gives up after half of the time for which it is watched, counted from the last
 * heartbeat that the store confirmed. It stops its work at that moment, not only at its next check.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /**
   * How long every attempt watches a silent holder. All must use the same value: an attempt that
   * watches for less could take the lease from a live holder.
   */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Fraction of the patience allowed per call. A heartbeat makes three calls and reads the answer
   * of one, so it takes at most a sixth of the patience.
   */
  private static final int MIN_CALLS = 24;

  private final LeaseFolder folder;
  private final LeaseFolder hasty;
  private final int number;
  private final String attempt;
  private final LeaseHeartbeat heartbeat;
  private final Thread atExit = new Thread(this::exit, "riskmesh-lease-exit");
  private volatile Consumer<LeaseFolder> end;

  private Lease(LeaseFolder folder, LeaseClaim.Taken taken, Duration patience) {
    this.folder = folder;
    this.hasty = folder.impatient(patience.dividedBy(MIN_CALLS));
    this.number = taken.number();
    this.attempt = taken.attempt();
    this.heartbeat = new LeaseHeartbeat(hasty, taken, patience);
    this.end = by -> by.release(number, attempt);
  }

  /**
   * Acquires the lease, taking it over from a dead holder if necessary.
   *
   * @param patience how long a silent holder is watched before it counts as dead
   * @throws RunException {@code SOURCE_UNAVAILABLE} if another attempt is alive
   */
  public static Lease acquire(Store store, RunPaths paths, Duration patience) {
    return take(store, paths, patience, Instant.MIN);
  }

  /**
   * Acquires the lease like {@link #acquire}, for a command that changes a run and leaves nothing
   * in its work folder: closing removes the lease.
   */
  public static Lease borrow(Store store, RunPaths paths) {
    return borrow(store, paths, Instant.MIN);
  }

  /**
   * Acquires the lease like {@link #borrow(Store, RunPaths)}, but does not watch a holder that has
   * written nothing for very long.
   *
   * @param silent a time by the store's clock, much longer ago than holders are watched
   */
  public static Lease borrow(Store store, RunPaths paths, Instant silent) {
    Lease lease = take(store, paths, PATIENCE, silent);
    lease.clear();
    return lease;
  }

  private static Lease take(Store store, RunPaths paths, Duration patience, Instant silent) {
    LeaseFolder folder = new LeaseFolder(store, paths.workFolder());
    LeaseClaim claim =
        new LeaseClaim(folder, LeaseHolder.identify(), paths.runId(), patience, silent);
    return new Lease(folder, claim.take(), patience).begin();
  }

  private Lease begin() {
    Runtime.getRuntime().addShutdownHook(atExit);
    heartbeat.begin();
    return this;
  }

  /**
   * Sets what to do when the lease is lost.
   *
   * @param stop called on another thread, repeatedly until the lease is closed
   */
  public void onLoss(Runnable stop) {
    heartbeat.onLoss(stop);
  }

  /**
   * Checks that this attempt still holds the lease.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} if another attempt has taken over, or may have
   */
  public void require() {
    look();
    if (heartbeat.isLost()) {
      throw heartbeat.lost(null);
    }
  }

  private void look() {
    if (!heartbeat.isLost() && !folder.isHeldBy(number, attempt)) {
      heartbeat.loseToAnother();
    }
    heartbeat.loseIfSilent();
  }

  /**
   * Does work that {@link #onLoss} stops. If the lease is lost, any failure of the work is reported
   * as that loss.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} if the work failed and the lease is lost
   */
  public <T> T whileHeld(Supplier<T> work) {
    try {
      return work.get();
    } catch (Throwable e) {
      // An attempt that takes over deletes what this one reads: the loss is then the reason.
      LeaseHeartbeat.survive(this::look);
      if (heartbeat.isLost()) {
        throw heartbeat.lost(e);
      }
      throw e;
    }
  }

  /** Makes {@link #close} remove the run's work folder, including the lease. */
  public void clearWork() {
    end = LeaseFolder::removeWork;
  }

  /** Makes {@link #close} remove the lease, because there is nothing to continue. */
  public void clear() {
    end = LeaseFolder::remove;
  }

  /**
   * Releases the lease, so that the next attempt can begin at once. If this fails, the next attempt
   * only has to wait.
   */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is exiting, and the shutdown hook releases the lease.
    }
    end(folder);
  }

  /**
   * Releases the lease of a process that was asked to exit, for instance by Ctrl-C, so that on no
   * system the next attempt has to wait.
   */
  private void exit() {
    heartbeat.exit();
    end(hasty);
  }

  private void end(LeaseFolder by) {
    heartbeat.end();
    try {
      if (by.isHeldBy(number, attempt)) {
        end.accept(by);
      } else {
        by.removeStrayBeat(number);
      }
    } catch (RuntimeException e) {
      LOG.warn("the lease was not released: {}", e.getMessage());
    }
  }
}
