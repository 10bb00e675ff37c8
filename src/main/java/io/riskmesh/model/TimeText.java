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
 * Dates and times in texts: ISO-8601 dates {@code 2024-03-01} and times {@code 2024-03-01T10:30},
 * with a blank for the T, seconds, their fraction, and a zone or an offset; without one in UTC. A
 * text of digits alone is no date.
 */
public final class TimeText {
  private static final long MICROS = 1_000_000L;

  private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");

  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d{1,2}-\\d{1,2})[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*(\\S.*)?");

  private TimeText() {}

  /** Days since 1970 of a date; null when the text is none. */
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

  /** Microseconds since 1970 in UTC of a date with a time of day; null when the text is none. */
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
    // As PostgreSQL writes whole hours.
    return ZoneId.of(zone.matches("[-+]\\d{2}") ? zone + ":00" : zone.strip());
  }

  /** As above, where a date alone is its midnight. */
  public static Long instant(String text) {
    Long days = days(text);
    return days == null ? micros(text) : Long.valueOf(Math.multiplyExact(days, 86_400 * MICROS));
  }

  /**
   * Microseconds since 1970 in UTC, rounded down.
   *
   * @throws ArithmeticException when they are more than a long holds
   */
  public static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1000L);
  }

  /** Reads texts of a pattern of its own. */
  public static final class TimePattern {
    private final DateTimeFormatter formatter;

    /**
     * A format.
     *
     * @param pattern of {@link DateTimeFormatter}; what it leaves out is the first of its kind: the
     *     first month, the first day, midnight in UTC
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

    /** Microseconds since 1970 in UTC; null when the text does not follow the pattern. */
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
