package io.riskmesh.tracking;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls to one tracker, one after the other on a thread that keeps no process alive. */
final class TrackerWork {
  private static final Logger LOG = LoggerFactory.getLogger(TrackerWork.class);

  private final RunTracker tracker;
  private final ExecutorService thread;
  private Future<?> last;

  /** The first failure; later ones usually follow from it. */
  private volatile String failure;

  TrackerWork(RunTracker tracker) {
    this.tracker = tracker;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread daemon = new Thread(work, "tracking-" + tracker.name());
              daemon.setDaemon(true);
              return daemon;
            });
  }

  String name() {
    return tracker.name();
  }

  /** Starts a call after those before it, and returns at once. */
  void start(Runnable call) {
    last = thread.submit(() -> run(call));
  }

  private void run(Runnable call) {
    try {
      call.run();
    } catch (Exception | LinkageError | StackOverflowError e) {
      LOG.info("tracking.{} failed", tracker.name(), e);
      fail(e instanceof TrackerException ? e.getMessage() : e.getClass().getSimpleName());
    }
  }

  private synchronized void fail(String why) {
    failure = failure == null ? why : failure;
  }

  /**
   * Waits for the last call, and gives up what is not done by then.
   *
   * @param longest how long to wait; nothing if it is negative
   * @return why the tracker was not told everything; empty if it was
   */
  Optional<String> await(Duration longest, Duration limit) {
    try {
      last.get(Math.max(0, longest.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      fail("not done within %d s".formatted(limit.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("interrupted");
    } catch (ExecutionException | CancellationException e) {
      fail(e.getClass().getSimpleName());
    }
    thread.shutdownNow();
    return Optional.ofNullable(failure);
  }
}
