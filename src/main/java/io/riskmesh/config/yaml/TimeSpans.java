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

/** Times and spans as people write them in YAML. */
public final class TimeSpans {
  public static final String TIME =
      "an ISO date or time such as 2026-03-01 or 2026-03-01T04:00:00Z";
  public static final String SPAN = "a span above zero such as 36h, 2d or PT36H";

  private static final Pattern SHORT = Pattern.compile("([0-9]+)\\s*([dhms])");

  private TimeSpans() {}

  /** A date is its midnight, and a time without a zone is meant, in UTC. */
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
   * A span.
   *
   * @throws RuntimeException when it is not {@link #SPAN}
   */
  public static Duration span(String text) {
    Matcher matcher = SHORT.matcher(text.strip());
    Duration span = matcher.matches() ? span(matcher) : Duration.parse(text);
    if (span.isZero() || span.isNegative()) {
      throw new IllegalArgumentException("not above zero");
    }
    return span;
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
