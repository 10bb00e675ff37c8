package io.riskmesh.spark;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Credentials that are requested when they are first needed, and again before they expire. */
final class RenewedKeys {
  /** Time before expiry at which credentials are renewed; shorter for short-lived credentials. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final Supplier<SessionKeys> source;
  private SessionKeys current;
  private Instant renewal = Instant.MIN;

  RenewedKeys(Supplier<SessionKeys> source) {
    this.source = source;
  }

  synchronized SessionKeys current() {
    if (Instant.now().isAfter(renewal)) {
      renew();
    }
    return current;
  }

  synchronized void renew() {
    current = source.get();
    Duration half = Duration.between(Instant.now(), current.expiration()).dividedBy(2);
    renewal = current.expiration().minus(half.compareTo(MARGIN) < 0 ? half : MARGIN);
  }
}
