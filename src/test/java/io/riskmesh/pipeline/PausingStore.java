package io.riskmesh.pipeline;

import io.riskmesh.store.ForwardingStore;
import io.riskmesh.store.Store;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Store that pauses its caller right before it writes a given path for the first time. */
final class PausingStore extends ForwardingStore {
  private final Pattern where;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  PausingStore(Store store, Pattern where) {
    super(store);
    this.where = where;
  }

  /** Returns whether a caller is paused, after waiting for a few minutes at most. */
  boolean isReached() throws InterruptedException {
    return reached.await(5, TimeUnit.MINUTES);
  }

  void goOn() {
    goOn.countDown();
  }

  @Override
  public void write(String path, byte[] content) {
    pauseBefore(path);
    super.write(path, content);
  }

  @Override
  public boolean create(String path, byte[] content) {
    pauseBefore(path);
    return super.create(path, content);
  }

  @Override
  public boolean replace(String path, Optional<byte[]> expected, byte[] content) {
    pauseBefore(path);
    return super.replace(path, expected, content);
  }

  private void pauseBefore(String path) {
    if (where.matcher(path).find()) {
      reached.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }
}
