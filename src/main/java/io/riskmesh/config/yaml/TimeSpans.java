package io.riskmesh.config.yaml;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses times and durations in the forms that are used in YAML. */
public final class TimeSpans {
  /** Description of a valid time, for messages. */
  public static final String TIME =
      "an ISO date or time such as 2026-03-01 or 2026-03-01T04:00:00Z";

  /** Description of a valid duration, for messages. */
  public static final String SPAN = "a duration above zero such as 36h, 2d or PT36H";

  /** Description of a valid period of a borrower's life, for messages. */
  public static final String PERIOD =
      "a duration above zero, at most 36500d, such as 365d or P365D";

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Pattern SHORT = Pattern.compile("([0-9]+)\\s*([dhms])");

  private TimeSpans() {}

  /**
   * Parses a time; a date means its midnight, and without a zone, UTC is assumed.
   *
   * @throws java.time.DateTimeException if it is not {@link #TIME}
   */
  public static Instant instant(String text) {
    if (!text.toUpperCase(Locale.ROOT).contains("T")) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return time instanceof LocalDateTime local
        ? local.toInstant(ZoneOffset.UTC)
        : OffsetDateTime.from(time).toInstant();
  }

  /**
   * Parses a duration above zero.
   *
   * @throws RuntimeException if it is not {@link #SPAN}
   */
  public static Duration span(String text) {
    Matcher matcher = SHORT.matcher(text.strip());
    Duration span = matcher.matches() ? span(matcher) : Duration.parse(text);
    if (span.isZero() || span.isNegative()) {
      throw new IllegalArgumentException("not above zero");
    }
    return span;
  }

  /**
   * Parses a period of a borrower's life.
   *
   * @throws RuntimeException if it is not {@link #PERIOD}
   */
  public static Duration period(String text) {
    Duration period = span(text);
    if (period.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("longer than a borrower's life");
    }
    return period;
  }

  private static Duration span(Matcher matcher) {
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "d" -> Duration.ofDays(count);
      case "h" -> Duration.ofHours(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofSeconds(count);
    };
  }
}
