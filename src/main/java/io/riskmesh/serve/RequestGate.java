package io.riskmesh.serve;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the requests in work, from their first byte on, and holds their answers back at the end.
 */
final class RequestGate implements Executor {
  private static final int STEP_MILLIS = 10;

  private final Executor threads;
  private final AtomicInteger inWork = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean isHolding;
  private volatile long latest = System.nanoTime();

  RequestGate(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable request) {
    latest = System.nanoTime();
    inWork.incrementAndGet();
    try {
      threads.execute(() -> work(request));
    } catch (RuntimeException | Error e) {
      inWork.decrementAndGet();
      throw e;
    }
  }

  private void work(Runnable request) {
    try {
      request.run();
    } finally {
      inWork.decrementAndGet();
    }
  }

  /** Returns the number of requests in work. */
  int inWork() {
    return inWork.get();
  }

  /** Holds all answers back from now on. */
  void hold() {
    latest = System.nanoTime();
    isHolding = true;
  }

  /** Lets the answers go. */
  void release() {
    released.countDown();
  }

  /** Waits while answers are held back. */
  void pass() throws InterruptedException {
    if (isHolding) {
      released.await();
    }
  }

  /**
   * Waits until no request has come for a while.
   *
   * @param end the latest time, as {@link System#nanoTime()} gives it
   */
  void awaitQuiet(Duration quiet, long end) throws InterruptedException {
    for (long now = System.nanoTime();
        now - latest < quiet.toNanos() && now - end < 0;
        now = System.nanoTime()) {
      Thread.sleep(STEP_MILLIS);
    }
  }

  /**
   * Waits until no request is in work.
   *
   * @param end the latest time, as {@link System#nanoTime()} gives it
   * @return requests that are still in work then
   */
  int awaitNone(long end) throws InterruptedException {
    while (inWork.get() > 0 && System.nanoTime() - end < 0) {
      Thread.sleep(STEP_MILLIS);
    }
    return inWork.get();
  }
}
