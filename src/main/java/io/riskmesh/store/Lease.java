package io.riskmesh.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to work on a run, held by one attempt at a time. Each attempt that takes over creates
 * the next numbered file, so that nothing but a conditional create is asked of the store, and a
 * holder that was only slow sees that it has been followed. No clocks are compared: a holder is
 * dead when its beat does not change while the next attempt watches it, for a short time only where
 * its process is known to be gone.
 *
 * <p>A holder gives up after half of the time for which it is watched, counted from the last beat
 * that the store has confirmed: by then it has stopped, and not only when it next asks.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /** One for all who hold or want a run: who watches for less takes a lease from the living. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /** In the time for which a holder is watched. */
  private static final int BEATS = 12;

  /** A beat is three calls, and the answer to one of them is read: a sixth of the patience. */
  private static final int MIN_CALLS = 24;

  private static final long LAST_BEAT_SECONDS = 10;

  private final LeaseFolder folder;
  private final LeaseFolder hasty;
  private final int number;
  private final String attempt;
  private final Duration patience;
  private final AtomicReference<String> loss = new AtomicReference<>();
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(2, Lease::daemon);
  private final Thread atExit = new Thread(this::exit, "riskmesh-lease-exit");
  private volatile Consumer<LeaseFolder> end;
  private volatile Runnable onLoss = () -> {};
  private volatile long confirmed;
  private int failures;

  private Lease(LeaseFolder folder, LeaseClaim.Taken taken, Duration patience) {
    this.folder = folder;
    this.hasty =
        new LeaseFolder(folder.store().impatient(patience.dividedBy(MIN_CALLS)), folder.work());
    this.number = taken.number();
    this.attempt = taken.attempt();
    this.patience = patience;
    this.confirmed = taken.begun();
    this.end = by -> by.release(number, attempt);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "riskmesh-lease");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Takes the lease, from a dead holder if need be.
   *
   * @param patience how long a silent holder is watched before it counts as dead
   * @throws RunException {@code SOURCE_UNAVAILABLE} when another attempt is alive
   */
  public static Lease acquire(Store store, RunPaths paths, Duration patience) {
    return take(store, paths, patience, Instant.MIN);
  }

  /**
   * As {@link #acquire}, for a command that changes a run and leaves nothing in its work folder:
   * closing removes the lease.
   */
  public static Lease borrow(Store store, RunPaths paths) {
    return borrow(store, paths, Instant.MIN);
  }

  /**
   * As above, without watching a holder that has written nothing for very long.
   *
   * @param silent time by the store's clock, far longer ago than holders are watched
   */
  public static Lease borrow(Store store, RunPaths paths, Instant silent) {
    Lease lease = take(store, paths, PATIENCE, silent);
    lease.clear();
    return lease;
  }

  private static Lease take(Store store, RunPaths paths, Duration patience, Instant silent) {
    LeaseFolder folder = new LeaseFolder(store, paths.workFolder());
    LeaseClaim claim = new LeaseClaim(folder, LeaseHolder.me(), paths.runId(), patience, silent);
    return new Lease(folder, claim.take(), patience).begin();
  }

  /** Beats and the watch over them have a thread each: one that hangs does not stop the other. */
  private Lease begin() {
    Runtime.getRuntime().addShutdownHook(atExit);
    repeat(this::beat);
    repeat(this::watch);
    return this;
  }

  private void repeat(Runnable task) {
    long period = Math.max(1, patience.toMillis() / BEATS);
    var unused = threads.scheduleWithFixedDelay(task, 0, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Tells whom to stop when the lease is lost.
   *
   * @param stop called on another thread, again and again until the lease is closed
   */
  public void onLoss(Runnable stop) {
    onLoss = stop;
  }

  /**
   * Stops an attempt that has been followed by another, or may have been.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} when the lease is no longer this attempt's
   */
  public void require() {
    look();
    if (loss.get() != null) {
      throw lost(null);
    }
  }

  private void look() {
    if (loss.get() == null && !folder.isHeldBy(number, attempt)) {
      loseToAnother();
    }
    loseIfSilent();
  }

  /**
   * Does work that {@link #onLoss} stops: however that fails then, the loss is the reason.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} when the work failed and the lease is lost
   */
  public <T> T whileHeld(Supplier<T> work) {
    try {
      return work.get();
    } catch (Throwable e) {
      // Whoever has taken over clears away what this attempt reads: that is the reason then.
      survive(this::look);
      if (loss.get() != null) {
        throw lost(e);
      }
      throw e;
    }
  }

  private RunException lost(Throwable cause) {
    return RunException.overtaken(
        loss.get()
            + "; this attempt stops and publishes nothing. Start it again with the same run id.",
        cause);
  }

  private void loseToAnother() {
    lose("another attempt has taken over this run or removed its work");
  }

  private void loseIfSilent() {
    Duration silence = Duration.ofNanos(System.nanoTime() - confirmed);
    if (silence.compareTo(patience.dividedBy(2)) > 0) {
      lose(
          "this attempt could not renew its lease for %d s and another may have started: the store did not answer, or this process was suspended"
              .formatted(silence.toSeconds()));
    }
  }

  private void lose(String reason) {
    if (loss.compareAndSet(null, reason)) {
      LOG.error("{}; stopping its jobs", reason);
    }
  }

  private void beat() {
    try {
      // A beat after too long a stall would come too late for one who has just stopped watching.
      loseIfSilent();
      if (loss.get() != null) {
        return;
      }
      long sent = System.nanoTime();
      if (hasty.isHeldBy(number, attempt)) {
        hasty.beat(number);
        confirmed = sent;
        failures = 0;
      } else {
        loseToAnother();
      }
    } catch (Throwable e) {
      failures++;
      survive(() -> LOG.warn("lease heartbeat failed, {} in a row: {}", failures, e.toString()));
    }
  }

  private void watch() {
    survive(
        () -> {
          loseIfSilent();
          if (loss.get() != null) {
            onLoss.run();
          }
        });
  }

  /** What a thread throws ends its schedule, without a word. */
  private static void survive(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      try {
        LOG.warn("lease: {}", e.toString());
      } catch (Throwable silent) {
        // Out of memory, as likely as not: the next time may have some.
      }
    }
  }

  /** Has {@link #close} remove the run's work folder, the lease within it. */
  public void clearWork() {
    end = LeaseFolder::removeWork;
  }

  /** Has {@link #close} remove the lease, since nothing is left to go on with. */
  public void clear() {
    end = LeaseFolder::remove;
  }

  /** Lets the next attempt begin at once. What fails here costs that one time, and nothing else. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process ends, and the hook does this too.
    }
    end(folder);
  }

  /** A process that was told to end, as by Ctrl-C, is not waited for, on any system. */
  private void exit() {
    lose("this process is shutting down");
    survive(onLoss);
    end(hasty);
  }

  private void end(LeaseFolder by) {
    threads.shutdown();
    awaitBeats();
    try {
      if (by.isHeldBy(number, attempt)) {
        end.accept(by);
      }
    } catch (RuntimeException e) {
      LOG.warn("the lease was not released: {}", e.getMessage());
    }
  }

  /**
   * A beat that is under way would write into a folder that the publisher removes. It is waited for
   * and not interrupted: a store may do what nobody waits for any more.
   */
  private void awaitBeats() {
    try {
      if (!threads.awaitTermination(LAST_BEAT_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the last lease heartbeat hangs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
