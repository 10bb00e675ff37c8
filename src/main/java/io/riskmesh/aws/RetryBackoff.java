package io.riskmesh.aws;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.concurrent.ThreadLocalRandom;

/** Growing pauses between retries of calls that the SDK does not retry itself. */
final class RetryBackoff {
  private static final long FIRST_MILLIS = 100;
  private static final long MAX_MILLIS = 10_000;

  private final int attempts;

  RetryBackoff(int attempts) {
    this.attempts = attempts;
  }

  /** Waits, and returns true; returns false at once when the attempts are used up. */
  boolean again(int failures) {
    if (failures >= attempts) {
      return false;
    }
    long most = Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(failures, 10));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(Outcome.FAILED, "interrupted while waiting for S3", e);
    }
  }
}
