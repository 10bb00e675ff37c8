package io.riskmesh.profile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Numbers of a column as a person reads them. */
final class Words {
  private static final int DIGITS = 6;
  private static final int LONGEST = 15;

  private Words() {}

  /** Six significant digits, without an exponent where that is short. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros();
    String plain = rounded.toPlainString();
    return plain.length() <= LONGEST ? plain : rounded.toString();
  }

  /** A number of that column; a time where numbers stand for times. */
  static String value(Measured measured, double value) {
    if (measured.kind() != Kind.TIME) {
      return number(value);
    }
    return measured.found().dates() > 0
        ? LocalDate.ofEpochDay(Math.round(value)).toString()
        : Instant.EPOCH.plus(Math.round(value), ChronoUnit.SECONDS).toString();
  }

  /** The range (from, to]; infinite ends are open. */
  static String range(Measured measured, double from, double to) {
    if (Double.isInfinite(from)) {
      return Double.isInfinite(to) ? "all" : "up to " + value(measured, to);
    }
    return Double.isInfinite(to)
        ? "above " + value(measured, from)
        : value(measured, from) + " to " + value(measured, to);
  }
}
