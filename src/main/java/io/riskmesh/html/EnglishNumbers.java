package io.riskmesh.html;

import java.util.Locale;

/** Formats numbers for English readers, independent of the JVM's locale. */
public final class EnglishNumbers {
  /** Text shown where there is no number. */
  public static final String NONE = "n/a";

  private EnglishNumbers() {}

  /** Formats a metric with three decimals, or more if they would hide a small value. */
  public static String metric(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    if (size == 0 || (size >= 0.001 && size < 1e6)) {
      return minus(format("%.3f", value == 0 ? 0.0 : value));
    }
    return minus(format(size >= 1e-4 && size < 1 ? "%.4f" : "%.2e", value));
  }

  /** Formats a share in [0, 1] as per cent with one decimal. */
  public static String percent(double share) {
    if (!Double.isFinite(share)) {
      return NONE;
    }
    return minus(format("%.1f%%", noMinusZero(share * 100, 0.05)));
  }

  /** Formats a share as per cent for ticks, without trailing zeros. */
  public static String wholePercent(double share) {
    return tick(share * 100) + "%";
  }

  /** Formats a count with separators; weighted counts keep one decimal. */
  public static String count(double count) {
    if (!Double.isFinite(count)) {
      return NONE;
    }
    return minus(format(Math.rint(count) == count ? "%,.0f" : "%,.1f", noMinusZero(count, 0.05)));
  }

  /** Formats a count with separators. */
  public static String count(long count) {
    return minus(format("%,d", count));
  }

  /** Formats a count with its noun, such as "1 row" and "2 rows". */
  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** Formats a weighted count with its noun, such as "1 default" and "2 defaults". */
  public static String count(double count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** Formats a multiple of the average, such as 2.4 times. */
  public static String lift(double lift) {
    return Double.isFinite(lift) ? format("%.2f×", lift) : NONE;
  }

  /** Formats the two ends of an interval, or returns "no interval". */
  public static String interval(Double low, Double high) {
    return isInterval(low, high) ? metric(low) + " to " + metric(high) : "no interval";
  }

  /** Returns whether both ends are present and finite. */
  public static boolean isInterval(Double low, Double high) {
    return low != null && high != null && Double.isFinite(low) && Double.isFinite(high);
  }

  /** Formats a duration for people. */
  public static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return NONE;
    }
    if (seconds < 59.95) {
      return format("%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? format("%d min %02d s", whole / 60, whole % 60)
        : format("%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  /** Formats a size in decimal units. */
  public static String bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    double size = bytes;
    int unit = 0;
    while (Math.abs(size) >= 999.5 && unit < units.length - 1) {
      size /= 1000;
      unit++;
    }
    return format(unit == 0 || size >= 99.95 ? "%.0f %s" : "%.1f %s", size, units[unit]);
  }

  /** Formats a number as short as possible, for the ticks of an axis and the limits of a gate. */
  public static String tick(double value) {
    String text = format("%.6f", noMinusZero(value, 5e-7));
    return minus(text.replaceFirst("\\.?0+$", ""));
  }

  /** Makes an ISO-8601 time in UTC easier to read; returns anything else unchanged. */
  public static String time(String iso) {
    return iso.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)T([\\d:.]+)Z$", "$1 $2 UTC");
  }

  /** Formats with {@link Locale#ROOT}. */
  public static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** Returns 0 for a value that would be rounded to "-0.000". */
  private static double noMinusZero(double value, double half) {
    return Math.abs(value) < half ? 0.0 : value;
  }

  private static String minus(String text) {
    return text.startsWith("-") ? "\u2212" + text.substring(1) : text;
  }
}
