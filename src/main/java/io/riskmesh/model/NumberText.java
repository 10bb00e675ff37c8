package io.riskmesh.model;

import java.math.BigDecimal;

/**
 * Converts numbers to text and text to numbers, by rules that do not depend on the JVM's version.
 */
public final class NumberText {
  /** Every integer below 2^53 is exactly a double. */
  private static final double EXACT = 0x1p53;

  private static final int MAX_EXPONENT_DIGITS = 4;

  private NumberText() {}

  /**
   * Returns the text of a double: the digits of a whole number below 2^53, otherwise the decimal
   * with the fewest digits that reads back as the same double; null for NaN.
   */
  public static String of(double number) {
    if (Double.isNaN(number)) {
      return null;
    }
    return isExact(number) ? Long.toString((long) number) : ShortestDecimal.text(number);
  }

  /**
   * Returns the text of a float: the digits of a whole number below 2^53, otherwise the decimal
   * with the fewest digits that reads back as the same float; null for NaN.
   */
  public static String of(float number) {
    if (Float.isNaN(number)) {
      return null;
    }
    return isExact(number) ? Long.toString((long) number) : ShortestDecimal.text(number);
  }

  /**
   * Returns the text of a decimal. A whole number of any size is written as digits. A fraction that
   * equals the shortest decimal of a double has the double's text; any other has all its digits.
   */
  public static String of(BigDecimal number) {
    BigDecimal digits = number.stripTrailingZeros();
    if (digits.scale() <= 0) {
      return digits.toPlainString();
    }
    double nearest = number.doubleValue();
    return Double.isFinite(nearest) && ShortestDecimal.of(nearest).compareTo(number) == 0
        ? of(nearest)
        : digits.toPlainString();
  }

  /**
   * Returns the double nearest to the text of a float, so that 0.1 stays 0.1; NaN and infinities
   * stay what they are.
   */
  public static double widened(float number) {
    return isExact(number) || !Float.isFinite(number)
        ? number
        : ShortestDecimal.of(number).doubleValue();
  }

  private static boolean isExact(double number) {
    return number == Math.rint(number) && Math.abs(number) < EXACT;
  }

  /**
   * Returns the plain text of {@link CanonicalValues#plain}, without exponent: {@code 0.00015} for
   * {@code 1.5E-4}.
   */
  public static String plain(double number) {
    if (isExact(number)) {
      return Long.toString((long) number);
    }
    return Double.isFinite(number) ? ShortestDecimal.of(number).toPlainString() : of(number);
  }

  /** Returns the plain text of a float, see {@link CanonicalValues#plain}. */
  public static String plain(float number) {
    if (isExact(number)) {
      return Long.toString((long) number);
    }
    return Float.isFinite(number) ? ShortestDecimal.of(number).toPlainString() : of(number);
  }

  /** Returns the plain text of a decimal, see {@link CanonicalValues#plain}. */
  public static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** Returns the plain text of a text, see {@link CanonicalValues#plain}. */
  public static String plain(String text) {
    int from = !text.isEmpty() && isSign(text.charAt(0)) ? 1 : 0;
    int point = digits(text, from);
    boolean isWhole = point == text.length();
    boolean isPadded = point > from + 1 && text.charAt(from) == '0';
    int end = isWhole || text.charAt(point) != '.' ? point : digits(text, point + 1);
    boolean isNumber = end == text.length() && (point > from || end > point + 1);
    if (isPadded || !isNumber) {
      return text;
    }
    while (end > point && (text.charAt(end - 1) == '0' || text.charAt(end - 1) == '.')) {
      end--;
    }
    String whole = point == from ? "0" : text.substring(from, point);
    String number = end > point ? whole + text.substring(point, end) : whole;
    boolean isNegative = from == 1 && text.charAt(0) == '-' && !number.equals("0");
    return isNegative ? "-" + number : number;
  }

  private static boolean isSign(char sign) {
    return sign == '-' || sign == '+';
  }

  /** Returns the end of the digits that begin at this index. */
  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /**
   * Returns the number that a stripped text represents, decimal digits with an optional point and
   * exponent; null for everything else, including {@code inf}, {@code nan}, {@code 30D} and {@code
   * 0x1p3}. Too large a number is infinite.
   */
  public static Double number(String text) {
    return isDecimal(text) ? Double.valueOf(text) : null;
  }

  /** Returns the exact number that a stripped text represents; null when it is not a number. */
  public static BigDecimal decimal(String text) {
    return isDecimal(text) ? new BigDecimal(text) : null;
  }

  private static boolean isDecimal(String text) {
    int at = !text.isEmpty() && isSign(text.charAt(0)) ? 1 : 0;
    int point = digits(text, at);
    int end = point;
    int digits = point - at;
    if (point < text.length() && text.charAt(point) == '.') {
      end = digits(text, point + 1);
      digits += end - point - 1;
    }
    if (digits == 0 || end == text.length()) {
      return digits > 0;
    }
    char mark = text.charAt(end);
    if (mark != 'e' && mark != 'E') {
      return false;
    }
    int exponent = end + 1 < text.length() && isSign(text.charAt(end + 1)) ? end + 2 : end + 1;
    int last = digits(text, exponent);
    return last == text.length() && last > exponent && last - exponent <= MAX_EXPONENT_DIGITS;
  }
}
