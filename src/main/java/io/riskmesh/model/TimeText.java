package io.riskmesh.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates and times from text: ISO-8601 dates {@code 2024-03-01} and times {@code
 * 2024-03-01T10:30}, also with a blank instead of the T, with seconds and their fraction, and with
 * a zone or offset; the default is UTC. A text that consists only of digits is not a date.
 */
public final class TimeText {
  private static final long MICROS = 1_000_000L;

  private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");

  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d{1,2}-\\d{1,2})[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*(\\S.*)?");

  private TimeText() {}

  /** Returns the days since 1970 of a date; null if the text is not a date. */
  public static Long days(String text) {
    Matcher date = DATE.matcher(text);
    try {
      return date.matches() ? Long.valueOf(date(date).toEpochDay()) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static LocalDate date(Matcher date) {
    return LocalDate.of(
        Integer.parseInt(date.group(1)),
        Integer.parseInt(date.group(2)),
        Integer.parseInt(date.group(3)));
  }

  /**
   * Returns the microseconds since 1970 in UTC of a date with a time of day; null for any other
   * text.
   */
  public static Long micros(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return null;
    }
    try {
      Long days = days(time.group(1));
      if (days == null) {
        return null;
      }
      LocalDateTime local = LocalDateTime.of(LocalDate.ofEpochDay(days), timeOfDay(time));
      return micros(local.atZone(zone(time.group(6))).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static LocalTime timeOfDay(Matcher time) {
    String seconds = time.group(4);
    String fraction = time.group(5);
    return LocalTime.of(
        Integer.parseInt(time.group(2)),
        Integer.parseInt(time.group(3)),
        seconds == null ? 0 : Integer.parseInt(seconds),
        fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9)));
  }

  private static ZoneId zone(String zone) {
    if (zone == null) {
      return ZoneOffset.UTC;
    }
    // PostgreSQL writes offsets of whole hours without minutes.
    return ZoneId.of(zone.matches("[-+]\\d{2}") ? zone + ":00" : zone.strip());
  }

  /**
   * Returns the microseconds since 1970 in UTC of a date with or without a time of day; a date
   * alone means its midnight; null for any other text.
   */
  public static Long instant(String text) {
    Long days = days(text);
    return days == null ? micros(text) : Long.valueOf(Math.multiplyExact(days, 86_400 * MICROS));
  }

  /**
   * Returns the microseconds since 1970 in UTC, rounded down; any long is possible.
   *
   * @throws ArithmeticException when the result does not fit into a long
   */
  public static long micros(Instant instant) {
    long second = instant.getEpochSecond();
    long micros = instant.getNano() / 1000L;
    // The whole second below the least long is no long.
    return second < 0
        ? Math.addExact(Math.multiplyExact(second + 1, MICROS), micros - MICROS)
        : Math.addExact(Math.multiplyExact(second, MICROS), micros);
  }

  /** Reads times that match a custom pattern. */
  public static final class TimePattern {
    private final DateTimeFormatter formatter;

    /**
     * Compiles the pattern.
     *
     * @param pattern pattern of {@link DateTimeFormatter}; missing fields default to the first
     *     month, the first day, and midnight in UTC
     * @throws IllegalArgumentException when the pattern is invalid
     */
    public TimePattern(String pattern) {
      DateTimeFormatter fields =
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(pattern)
              .toFormatter(Locale.ENGLISH);
      DateTimeFormatterBuilder filled = new DateTimeFormatterBuilder().append(fields);
      String given = pattern.replaceAll("'[^']*'", "");
      if (!given.matches(".*[MLQqDwW].*")) {
        filled.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
      }
      if (!given.matches(".*[dDeEcFwWQq].*")) {
        filled.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
      }
      if (given.contains("y")) {
        filled.parseDefaulting(ChronoField.ERA, 1);
      }
      this.formatter = filled.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /**
     * Returns the microseconds since 1970 in UTC; null when the text does not match the pattern.
     */
    public Long micros(String text) {
      try {
        TemporalAccessor found = formatter.parse(text);
        if (found.isSupported(ChronoField.INSTANT_SECONDS)) {
          return TimeText.micros(Instant.from(found));
        }
        LocalTime time = found.query(TemporalQueries.localTime());
        ZoneId zone = found.query(TemporalQueries.zone());
        LocalDateTime local =
            LocalDate.from(found).atTime(time == null ? LocalTime.MIDNIGHT : time);
        return TimeText.micros(local.atZone(zone == null ? ZoneOffset.UTC : zone).toInstant());
      } catch (DateTimeException | ArithmeticException e) {
        return null;
      }
    }
  }
}
