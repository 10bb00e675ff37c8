package io.riskmesh.session;

import io.riskmesh.config.SourceConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Duration;
import java.time.Instant;

/** Determines the as-of time of a command. */
public final class AsOf {
  /** Allowance for differences between clocks and time zones. */
  private static final Duration LEEWAY = Duration.ofDays(1);

  private AsOf() {}

  /**
   * Returns the configured as-of time, or now. A future time is rejected: a run that is ahead of
   * all others could never be replaced by a later run.
   *
   * @throws RunException {@code USAGE} if it is more than a day ahead
   */
  public static Instant of(SourceConfig source, Instant now) {
    Instant asOf = source.asOf().orElse(now);
    if (asOf.isAfter(now.plus(LEEWAY))) {
      throw new RunException(
          Outcome.USAGE,
          "source.asOf %s is in the future, it is now %s: set the time that the rows represent"
              .formatted(asOf, now));
    }
    return asOf;
  }
}
