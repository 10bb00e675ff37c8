package io.riskmesh.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Units in which a number counts the time since 1970-01-01T00:00:00Z. */
public enum CountedUnit {
  DAYS(86_400_000_000_000L),
  SECONDS(1_000_000_000L),
  MILLIS(1_000_000L),
  MICROS(1_000L),
  NANOS(1L);

  private static final int LONG_DIGITS = 19;

  private static final BigDecimal FIRST_MICROS = new BigDecimal("-62135596800000000");
  private static final BigDecimal LAST_MICROS = new BigDecimal("253402300799999999");

  private final long nanos;

  CountedUnit(long nanos) {
    this.nanos = nanos;
  }

  /** Returns the length of the unit in nanoseconds. */
  public long nanos() {
    return nanos;
  }

  /** Returns {@link #micros(String, long)} for a number of these units. */
  Long micros(String text) {
    return micros(text, nanos);
  }

  /**
   * Converts a stripped text that is a number of units to microseconds since 1970, rounded down;
   * null if the text is not a number or the result is outside the years 1 to 9999.
   *
   * @param nanos length of the unit in nanoseconds
   */
  public static Long micros(String text, long nanos) {
    BigDecimal number = NumberText.decimal(text);
    if (number == null || number.precision() - number.scale() > LONG_DIGITS) {
      return null;
    }
    BigDecimal micros =
        number
            .multiply(BigDecimal.valueOf(nanos))
            .divide(BigDecimal.valueOf(1000), 0, RoundingMode.FLOOR);
    return micros.compareTo(FIRST_MICROS) < 0 || micros.compareTo(LAST_MICROS) > 0
        ? null
        : Long.valueOf(micros.longValue());
  }
}
