package io.riskmesh.profile;

import java.time.LocalDate;
import java.util.Set;

/** Numbers and days that are commonly entered where there is no number or day. */
final class CodeShapes {
  /** 1,000 years in days, the code for "not employed" in Home Credit's table. */
  private static final long THOUSAND_YEARS = 365_243;

  private static final Set<String> DAYS =
      Set.of(
          "0001-01-01",
          "1899-12-30",
          "1899-12-31",
          "1900-01-01",
          "1970-01-01",
          "2099-12-31",
          "2199-12-31",
          "2999-12-31",
          "3000-01-01",
          "9999-01-01",
          "9999-12-31");

  private CodeShapes() {}

  /**
   * Returns whether the number is a small negative, a repeated digit, or just below a row of nines,
   * such as 96 to 99 and 9998.
   */
  static boolean isCode(double number) {
    if (number != Math.rint(number) || Math.abs(number) >= 0x1p53) {
      return false;
    }
    long whole = (long) number;
    String digits = Long.toString(Math.abs(whole));
    boolean repeats = digits.length() > 1 && digits.matches("(9+|8+|7+)");
    boolean nearNines = digits.length() > 1 && digits.matches("9+[5-9]");
    return isSmallNegative(number) || repeats || nearNines || whole == THOUSAND_YEARS;
  }

  static boolean isSmallNegative(double number) {
    return number < 0 && number >= -9;
  }

  /** Returns whether the number is one of three or more nines, or up to four below. */
  static boolean isRowOfNines(double number) {
    return isCode(number) && Math.abs(number) >= 995;
  }

  /** Returns whether a day, given as days since 1970, is one that is entered for no day. */
  static boolean isCodeDay(double day) {
    return Math.abs(day) < 5e6 && DAYS.contains(LocalDate.ofEpochDay((long) day).toString());
  }
}
