package io.riskmesh.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Defines the meaning of a value, the same whatever type and format it has: its text, its number,
 * and whether an entry of a configuration matches it. All readers use these definitions; {@code
 * rows.CanonicalColumns} calls the same code for Spark's columns.
 *
 * <p>A record should contain the types of the table: a {@link Float} for a column of 32-bit floats,
 * a {@link LocalDate} for a date, an {@link Instant} for a timestamp.
 */
public final class CanonicalValues {
  private CanonicalValues() {}

  /**
   * Returns the text; null when missing. A text is returned unchanged. Whole numbers of any type
   * are written as digits, doubles and floats only below 2^53; fractions, and larger doubles and
   * floats, are {@link ShortestDecimal the shortest decimal}. Booleans are {@code true} and {@code
   * false}, dates ISO-8601, timestamps microseconds since 1970 in UTC.
   *
   * @throws IllegalArgumentException when values of this class have no text
   */
  public static String text(Object value) {
    if (value == null || value instanceof String) {
      return (String) value;
    }
    if (value instanceof Float number) {
      return NumberText.of(number);
    }
    if (value instanceof Double number) {
      return NumberText.of(number);
    }
    if (value instanceof BigDecimal number) {
      return NumberText.of(number);
    }
    if (isWhole(value) || value instanceof Boolean || value instanceof LocalDate) {
      return value.toString();
    }
    return Long.toString(micros(value));
  }

  /**
   * Returns the text by which values are matched; null when missing. Two values, or a value and an
   * entry, are the same if their plain texts are equal. The plain text is the text itself, unless
   * the value is a number or its text a plain decimal number without leading zeros. Such a number
   * is written without an exponent and without trailing zeros in its fraction, {@code 4} for {@code
   * 4.0} and {@code 4.00}, while {@code 010} and {@code 1E5} stay unchanged.
   */
  public static String plain(Object value) {
    if (value instanceof Float number) {
      return NumberText.plain(number);
    }
    if (value instanceof Double number) {
      return NumberText.plain(number);
    }
    if (value instanceof BigDecimal number) {
      return NumberText.plain(number);
    }
    String text = text(value);
    return text == null ? null : NumberText.plain(text);
  }

  /**
   * Returns the value, or null if one of the entries matches it without surrounding blanks.
   *
   * @param missing plain texts that mean "no value"
   */
  public static Object present(Object value, Set<String> missing) {
    if (value == null || missing.isEmpty()) {
      return value;
    }
    String plain = plain(value instanceof String text ? text.strip() : value);
    return plain != null && missing.contains(plain) ? null : value;
  }

  /**
   * Returns the text by which a text is matched in a column that is read as a number, see {@link
   * NumberEntries}: the number's plain text, or the stripped text if it is not a number.
   */
  public static String code(String text) {
    String stripped = text.strip();
    Double number = NumberText.number(stripped);
    return number == null ? stripped : NumberText.plain(number.doubleValue());
  }

  /** Returns the plain texts of entries, for matching with values. */
  public static Set<String> plain(Collection<String> entries) {
    return entries.stream().map(NumberText::plain).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns a lookup table keyed by plain text; if two entries match the same value, the later one
   * applies.
   */
  public static <T> Map<String, T> plainKeys(Map<String, T> table) {
    Map<String, T> plain = new HashMap<>();
    table.forEach((entry, value) -> plain.put(NumberText.plain(entry), value));
    return plain;
  }

  /**
   * Returns the number; NaN when missing. Booleans are 1 and 0; dates are days and timestamps
   * seconds since 1970 in UTC. A text is read by {@link NumberText#number} and {@link TimeText}; a
   * blank text is missing.
   *
   * @throws IllegalArgumentException when the value has no number; the message does not repeat it
   */
  public static double number(Object value) {
    if (value == null) {
      return Double.NaN;
    }
    if (value instanceof Number number
        && (isWhole(value)
            || value instanceof Double
            || value instanceof Float
            || value instanceof BigDecimal)) {
      return number.doubleValue();
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value instanceof LocalDate date) {
      return date.toEpochDay();
    }
    return value instanceof String text ? parse(text.strip()) : micros(value) / 1e6;
  }

  private static double parse(String text) {
    if (text.isEmpty()) {
      return Double.NaN;
    }
    Double number = written(text);
    if (number == null) {
      throw new IllegalArgumentException("its text is not a number");
    }
    return number;
  }

  /**
   * Returns the number, date or time that a stripped text represents; null if it represents none.
   * Dates are days and times seconds since 1970 in UTC.
   */
  public static Double written(String text) {
    Double number = NumberText.number(text);
    if (number != null) {
      return number;
    }
    Long days = TimeText.days(text);
    if (days != null) {
      return (double) days;
    }
    Long micros = TimeText.micros(text);
    return micros == null ? null : micros / 1e6;
  }

  private static boolean isWhole(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte
        || value instanceof BigInteger;
  }

  static long micros(Object value) {
    if (value instanceof Instant instant) {
      return TimeText.micros(instant);
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
    throw new IllegalArgumentException(
        value instanceof Collection || value instanceof Map
            ? "it is not a single value"
            : "it is a " + value.getClass().getName());
  }
}
