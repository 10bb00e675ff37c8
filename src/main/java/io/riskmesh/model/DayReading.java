package io.riskmesh.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the day of a value: days since 1970-01-01 in UTC. Dates and times of Java mean what they
 * say, whatever the format. The format is for texts and numbers: {@code iso} for what {@link
 * TimeText} reads, a date or a time with or without a zone; a pattern of {@code yyyy}, {@code MM},
 * {@code dd}, {@code HH}, {@code mm} and {@code ss} for texts of exactly these digits in UTC, and
 * for whole numbers; or a unit of {@link CountedUnit} in lower case for numbers and their texts.
 */
public final class DayReading {
  /** The format of dates and times as ISO-8601 writes them. */
  public static final String ISO = "iso";

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private static final Pattern FIELDS =
      Pattern.compile("[-/.:,_ ]*((yyyy|MM|dd|HH|mm|ss)[-/.:,_ ]*)+");

  private static final List<String> FIELDS_IN_ORDER = List.of("yyyy", "MM", "dd", "HH", "mm", "ss");

  private final Function<String, Long> micros;
  private final boolean isIso;

  private DayReading(Function<String, Long> micros, boolean isIso) {
    this.micros = micros;
    this.isIso = isIso;
  }

  /**
   * Prepares a format.
   *
   * @throws IllegalArgumentException when the format is none of those above
   */
  public static DayReading of(String format) {
    if (format.equals(ISO)) {
      return new DayReading(TimeText::instant, true);
    }
    if (isPattern(format)) {
      TimeText.TimePattern pattern = new TimeText.TimePattern(format);
      Pattern digits = Pattern.compile(digits(format));
      return new DayReading(
          text -> digits.matcher(text).matches() ? pattern.micros(text) : null, false);
    }
    return new DayReading(CountedUnit.valueOf(format.toUpperCase(Locale.ROOT))::micros, false);
  }

  /**
   * Returns whether a pattern has the year, and each other field at most once and only with those
   * before it: the month with the year, the day with the month, and so on.
   */
  public static boolean isPattern(String format) {
    if (!FIELDS.matcher(format).matches()) {
      return false;
    }
    String letters = format.replaceAll("[^A-Za-z]", "");
    int known = 0;
    for (String field : FIELDS_IN_ORDER) {
      if (known < letters.length()) {
        if (!letters.contains(field)) {
          return false;
        }
        known += field.length();
      }
    }
    return known == letters.length();
  }

  private static String digits(String format) {
    return format.replaceAll("[A-Za-z]", "[0-9]").replace(".", "[.]");
  }

  /**
   * Returns the day; NaN for null, NaN and blank text.
   *
   * @throws IllegalArgumentException when the value has no day; the message does not repeat it
   */
  public double day(Object value) {
    if (value == null) {
      return Double.NaN;
    }
    if (value instanceof String text) {
      return written(text.strip());
    }
    if (value instanceof Number) {
      return number(CanonicalValues.text(value));
    }
    return value instanceof LocalDate date
        ? date.toEpochDay()
        : ofMicros(CanonicalValues.micros(value));
  }

  private double number(String text) {
    if (text != null && isIso) {
      throw new IllegalArgumentException("it is a number");
    }
    return text == null ? Double.NaN : written(text);
  }

  private double written(String text) {
    if (text.isEmpty()) {
      return Double.NaN;
    }
    Long found = micros.apply(text);
    if (found == null) {
      throw new IllegalArgumentException("its text is not a date of the model's format");
    }
    return ofMicros(found);
  }

  /** Returns the day of microseconds since 1970 in UTC. */
  public static double ofMicros(long micros) {
    return Math.floorDiv(micros, MICROS_PER_DAY);
  }
}
