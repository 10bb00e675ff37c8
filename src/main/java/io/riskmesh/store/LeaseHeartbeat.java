package io.riskmesh.store;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a lease alive, and notices when it is lost. A lease that was lost stays lost, whatever the
 * store says later.
 */
final class LeaseHeartbeat {
  /** What happens to a lease is logged under one name. */
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /** Number of heartbeats within the patience. */
  private static final int BEATS = 12;

  private static final long LAST_BEAT_SECONDS = 10;

  private final LeaseFolder hasty;
  private final int number;
  private final String attempt;
  private final Duration patience;
  private final AtomicReference<String> loss = new AtomicReference<>();
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(2, LeaseHeartbeat::daemon);
  private volatile Runnable onLoss = () -> {};
  private volatile long confirmed;
  private int failures;

  /**
   * Creates the heartbeat of a lease; nothing beats yet.
   *
   * @param hasty the lease's folder, through a store that gives up early
   * @param patience how long a silent holder is watched before it counts as dead
   */
  LeaseHeartbeat(LeaseFolder hasty, LeaseClaim.Taken taken, Duration patience) {
    this.hasty = hasty;
    this.number = taken.number();
    this.attempt = taken.attempt();
    this.patience = patience;
    this.confirmed = taken.begun();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "riskmesh-lease");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts the heartbeat and its monitor. Each has its own thread, so that one that hangs does not
   * stop the other.
   */
  void begin() {
    repeat(this::beat);
    repeat(this::watch);
  }

  private void repeat(Runnable task) {
    long period = Math.max(1, patience.toMillis() / BEATS);
    var unused = threads.scheduleWithFixedDelay(task, 0, period, TimeUnit.MILLISECONDS);
  }

  /** Sets what to do, repeatedly and on another thread, when the lease is lost. */
  void onLoss(Runnable stop) {
    onLoss = stop;
  }

  boolean isLost() {
    return loss.get() != null;
  }

  /** Returns the error of an attempt whose lease is lost. */
  RunException lost(Throwable cause) {
    return RunException.overtaken(
        loss.get()
            + "; this attempt stops and publishes nothing. Start it again with the same run id.",
        cause);
  }

  void loseToAnother() {
    lose("another attempt has taken over this run or removed its work");
  }

  void loseIfSilent() {
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
      // After too long a stall a heartbeat is too late: the next attempt may just have stopped
      // watching.
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

  /** Runs a task and logs what it throws: an exception would silently end the thread's schedule. */
  static void survive(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      try {
        LOG.warn("lease: {}", e.toString());
      } catch (Throwable silent) {
        // Probably out of memory; the next run may succeed.
      }
    }
  }

  /** Gives up the lease of a process that exits, and stops its work. */
  void exit() {
    lose("this process is shutting down");
    survive(onLoss);
  }

  /** Ends the heartbeat, and waits for one in progress. */
  void end() {
    threads.shutdown();
    awaitBeats();
  }

  /**
   * Waits for a heartbeat in progress, which would otherwise write into a folder that the publisher
   * removes. It is not interrupted: a store may complete a call that was abandoned.
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
