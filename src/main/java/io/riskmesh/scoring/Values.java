package io.riskmesh.scoring;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;

/**
 * The canonical readings of a value in plain Java; {@code catalog.Canonical} is the same definition
 * for Spark's columns.
 *
 * <p>A record should carry what the table holds: a column of 32-bit floats a {@link Float} (or the
 * double that it widens to), a date a {@link LocalDate}, a timestamp an {@link Instant}. Fractions
 * print as this Java prints them; Java 19 changed that for a few doubles such as 2.0E-3.
 */
public final class Values {
  /** Every integer below 2^53 is a double. */
  private static final double EXACT = 9007199254740992.0;

  private Values() {}

  /**
   * Canonical text; null when missing. Whole numbers below 2^53 print as integers, other fractions
   * as Java prints them, decimals as doubles, booleans as {@code true} and {@code false}, dates as
   * ISO-8601, timestamps as microseconds since 1970 in UTC.
   *
   * @throws IllegalArgumentException when a value of this class has no text
   */
  public static String text(Object value) {
    if (value == null || value instanceof String) {
      return (String) value;
    }
    if (value instanceof Float number) {
      return text(number, number.toString());
    }
    if (value instanceof Double || value instanceof BigDecimal || value instanceof BigInteger) {
      double number = ((Number) value).doubleValue();
      return text(number, Double.toString(number));
    }
    if (isInteger(value) || value instanceof Boolean || value instanceof LocalDate) {
      return value.toString();
    }
    return Long.toString(micros(value));
  }

  private static String text(double number, String fraction) {
    if (Double.isNaN(number)) {
      return null;
    }
    boolean whole = number == Math.floor(number) && Math.abs(number) < EXACT;
    return whole ? Long.toString((long) number) : fraction;
  }

  /**
   * Canonical number; NaN when missing. Booleans are 1 and 0, dates are days and timestamps seconds
   * since 1970 in UTC. A text is read as the cast from text reads a CSV file's numbers: blank is
   * missing, anything that is no number is an error.
   *
   * @throws IllegalArgumentException when the value has no number; the message does not repeat it
   */
  public static double number(Object value) {
    if (value == null) {
      return Double.NaN;
    }
    if (value instanceof Number number && (isInteger(number) || isFraction(number))) {
      return number.doubleValue();
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value instanceof LocalDate date) {
      return date.toEpochDay();
    }
    return value instanceof String text ? parse(text.trim()) : micros(value) / 1e6;
  }

  private static double parse(String text) {
    if (text.isEmpty()) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
        case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
        case "nan" -> Double.NaN;
        default -> throw new IllegalArgumentException("its text is no number", e);
      };
    }
  }

  private static boolean isInteger(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte;
  }

  private static boolean isFraction(Number value) {
    return value instanceof Double
        || value instanceof Float
        || value instanceof BigDecimal
        || value instanceof BigInteger;
  }

  private static long micros(Object value) {
    if (value instanceof Instant instant) {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000L);
    }
    if (value instanceof LocalDateTime time) {
      return micros(time.toInstant(ZoneOffset.UTC));
    }
    if (value instanceof OffsetDateTime time) {
      return micros(time.toInstant());
    }
    if (value instanceof ZonedDateTime time) {
      return micros(time.toInstant());
    }
    throw new IllegalArgumentException("it is a " + value.getClass().getName());
  }
}
