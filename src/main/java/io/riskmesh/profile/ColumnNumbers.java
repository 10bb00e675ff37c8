package io.riskmesh.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Formats the numbers of a column for people. */
public final class ColumnNumbers {
  private static final int DIGITS = 6;
  private static final int ROUGH = 4;
  private static final int SETTLED = 10;
  private static final int MAX_LENGTH = 16;

  /** 60 days in seconds. */
  private static final double LONG_SPAN = 60 * 86_400.0;

  private static final BigDecimal SEPARATED = BigDecimal.valueOf(10_000);

  private ColumnNumbers() {}

  /**
   * Rounds to ten significant digits, because the others depend on the partitioning of the rows;
   * null stays null.
   */
  static Double settled(Double value) {
    return value == null
        ? null
        : Double.valueOf(new BigDecimal(value).round(new MathContext(SETTLED)).doubleValue());
  }

  /**
   * Formats with six significant digits, without an exponent if that is short; whole numbers in
   * full.
   */
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? grouped(BigDecimal.valueOf((long) value))
        : rounded(value, DIGITS);
  }

  /** Formats with four significant digits, for numbers that are not values of the column itself. */
  static String rough(double value) {
    return rounded(value, ROUGH);
  }

  private static String rounded(double value, int digits) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    String plain = grouped(rounded);
    return plain.length() <= MAX_LENGTH ? plain : rounded.toString();
  }

  /** Adds separators from five digits on, so that a year has none. */
  private static String grouped(BigDecimal number) {
    String plain = number.toPlainString();
    int point = plain.indexOf('.');
    String whole = point < 0 ? plain : plain.substring(0, point);
    return number.abs().compareTo(SEPARATED) < 0
        ? plain
        : String.format(Locale.ROOT, "%,d", new BigInteger(whole))
            + plain.substring(whole.length());
  }

  /**
   * Formats a number of the column. If its numbers are times, the result is a date, or a time if
   * the column spans at most 60 days.
   */
  static String value(MeasuredColumn measured, double value) {
    ColumnStatistics found = measured.found();
    if (measured.kind() != ColumnKind.TIME) {
      return number(value);
    }
    if (found.shapes().dates() > 0) {
      return LocalDate.ofEpochDay(Math.round(value)).toString();
    }
    String time = Instant.EPOCH.plus(Math.round(value), ChronoUnit.SECONDS).toString();
    double span = found.numbers().greatest() - found.numbers().least();
    return span > LONG_SPAN ? time.replaceFirst("T.*", "") : time;
  }

  /** Formats the range (from, to]; infinite ends are open. */
  static String range(MeasuredColumn measured, double from, double to) {
    if (Double.isInfinite(from)) {
      return Double.isInfinite(to) ? "all" : "up to " + value(measured, to);
    }
    return Double.isInfinite(to)
        ? "above " + value(measured, from)
        : value(measured, from) + " to " + value(measured, to);
  }
}
