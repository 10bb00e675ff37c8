package io.riskmesh.html;

import java.util.Locale;

/** Numbers as a reader of English expects them, whatever locale the JVM was started in. */
public final class EnglishNumbers {
  /** What stands where there is no number. */
  public static final String NONE = "n/a";

  private EnglishNumbers() {}

  /** A metric: three decimals, more where they would hide a small value. */
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

  /** A share in [0, 1] as per cent with one decimal. */
  public static String percent(double share) {
    if (!Double.isFinite(share)) {
      return NONE;
    }
    return minus(format("%.1f%%", noMinusZero(share * 100, 0.05)));
  }

  /** The same for ticks: no decimals where there are none. */
  public static String wholePercent(double share) {
    return tick(share * 100) + "%";
  }

  /** A count with separators; weighted counts keep one decimal. */
  public static String count(double count) {
    if (!Double.isFinite(count)) {
      return NONE;
    }
    return minus(format(Math.rint(count) == count ? "%,.0f" : "%,.1f", noMinusZero(count, 0.05)));
  }

  public static String count(long count) {
    return minus(format("%,d", count));
  }

  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** {@code count(1, "default")} is "1 default", with 2 it is "2 defaults". */
  public static String count(double count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** How many times the average, such as 2.4 times. */
  public static String lift(double lift) {
    return Double.isFinite(lift) ? format("%.2f×", lift) : NONE;
  }

  /** Two ends of an interval, or "no interval". */
  public static String interval(Double low, Double high) {
    return isInterval(low, high) ? metric(low) + " to " + metric(high) : "no interval";
  }

  /** Whether both ends are there and finite. */
  public static boolean isInterval(Double low, Double high) {
    return low != null && high != null && Double.isFinite(low) && Double.isFinite(high);
  }

  /** A length of time for people. */
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

  /** A size in decimal units. */
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

  /** A number as short as it can be, for the ticks of an axis and the limits of a gate. */
  public static String tick(double value) {
    String text = format("%.6f", noMinusZero(value, 5e-7));
    return minus(text.replaceFirst("\\.?0+$", ""));
  }

  /** ISO-8601 in UTC, a little easier to read; anything else stays as it is. */
  public static String time(String iso) {
    return iso.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)T([\\d:.]+)Z$", "$1 $2 UTC");
  }

  public static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** "-0.000" is no number that anybody wants to read. */
  private static double noMinusZero(double value, double half) {
    return Math.abs(value) < half ? 0.0 : value;
  }

  private static String minus(String text) {
    return text.startsWith("-") ? "\u2212" + text.substring(1) : text;
  }
}
