package io.riskmesh.session;

import io.riskmesh.config.SourceConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Duration;
import java.time.Instant;

/** The time that a command stands for. */
public final class AsOf {
  /** What clocks and time zones may differ by. */
  private static final Duration LEEWAY = Duration.ofDays(1);

  private AsOf() {}

  /**
   * The configured time, or now. One that has not come is refused: no later run would ever take the
   * place of one that is ahead of all others.
   *
   * @throws RunException {@code USAGE} when it is more than a day away
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
