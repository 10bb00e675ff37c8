package io.riskmesh.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.Predicate;

/** Numbers as texts, and texts as numbers; by rules of our own, whatever the JVM's version. */
public final class NumberText {
  /** Every integer below 2^53 is a double. */
  private static final double EXACT = 0x1p53;

  /** Decimals of so many digits are each a double of their own, and so for floats. */
  private static final int OWN_DOUBLE = 15;

  private static final int OWN_FLOAT = 6;

  /** Fractions outside are written with an exponent. */
  private static final double MIN_PLAIN = 1e-3;

  private static final double MAX_PLAIN = 1e7;

  private static final int MAX_EXPONENT_DIGITS = 4;

  private NumberText() {}

  /** Text of a double: the digits of a whole number below 2^53, else {@link #shortest}. */
  public static String of(double number) {
    if (Double.isNaN(number)) {
      return null;
    }
    return isExact(number) ? Long.toString((long) number) : shortest(number);
  }

  /** Text of a float: the digits of a whole number, else {@link #shortest}. */
  public static String of(float number) {
    if (Float.isNaN(number)) {
      return null;
    }
    return isExact(number) ? Long.toString((long) number) : shortest(number);
  }

  /**
   * Text of a decimal: the digits of a whole number of any size; a fraction that a double tells
   * from all others has the double's text, any other all of its digits.
   */
  public static String of(BigDecimal number) {
    BigDecimal digits = number.stripTrailingZeros();
    if (digits.scale() <= 0) {
      return digits.toPlainString();
    }
    double nearest = number.doubleValue();
    return Double.isFinite(nearest) && decimal(nearest).compareTo(number) == 0
        ? of(nearest)
        : digits.toPlainString();
  }

  private static boolean isExact(double number) {
    return number == Math.rint(number) && Math.abs(number) < EXACT;
  }

  /**
   * The decimal with the fewest digits that reads back as the same double, the nearest of them;
   * plain from 0.001 to below 10,000,000 in magnitude, else with an exponent ({@code 1.5E-4}).
   */
  static String shortest(double number) {
    return Double.isFinite(number)
        ? rendered(decimal(number), Math.abs(number))
        : Double.toString(number);
  }

  /** The same for a float. */
  static String shortest(float number) {
    return Float.isFinite(number)
        ? rendered(decimal(number), Math.abs(number))
        : Float.toString(number);
  }

  private static BigDecimal decimal(double number) {
    BigDecimal written = new BigDecimal(Double.toString(number));
    return shortest(written, number, OWN_DOUBLE, shorter -> shorter.doubleValue() == number);
  }

  private static BigDecimal decimal(float number) {
    BigDecimal written = new BigDecimal(Float.toString(number));
    return shortest(written, number, OWN_FLOAT, shorter -> shorter.floatValue() == number);
  }

  /**
   * The JVM's text reads back as the same number; whether it is the shortest differs by version.
   *
   * @param own digits up to which no two decimals are the same number
   */
  private static BigDecimal shortest(
      BigDecimal written, double number, int own, Predicate<BigDecimal> readsBack) {
    BigDecimal digits = written.stripTrailingZeros();
    if (digits.precision() <= own) {
      return digits;
    }
    BigDecimal exact = new BigDecimal(number);
    for (int precision = own; precision <= digits.precision(); precision++) {
      BigDecimal nearest = round(exact, precision);
      if (readsBack.test(nearest)) {
        return nearest;
      }
    }
    return digits;
  }

  private static BigDecimal round(BigDecimal exact, int precision) {
    return exact.round(new MathContext(precision, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  private static String rendered(BigDecimal number, double magnitude) {
    if (magnitude == 0 || (magnitude >= MIN_PLAIN && magnitude < MAX_PLAIN)) {
      String plain = number.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = number.unscaledValue().abs().toString();
    String sign = number.signum() < 0 ? "-" : "";
    String rest = digits.length() == 1 ? "0" : digits.substring(1);
    int exponent = digits.length() - 1 - number.scale();
    return "%s%s.%sE%d".formatted(sign, digits.charAt(0), rest, exponent);
  }

  /**
   * See {@link CanonicalValues#plain}: the number written out, {@code 0.00015} for {@code 1.5E-4}.
   */
  public static String plain(double number) {
    if (isExact(number)) {
      return Long.toString((long) number);
    }
    return Double.isFinite(number) ? decimal(number).toPlainString() : of(number);
  }

  /** The same for a float. */
  public static String plain(float number) {
    if (isExact(number)) {
      return Long.toString((long) number);
    }
    return Float.isFinite(number) ? decimal(number).toPlainString() : of(number);
  }

  /** The same for a decimal. */
  public static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** See {@link CanonicalValues#plain}. */
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

  /** End of the digits that begin there. */
  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /**
   * The number that a stripped text says: decimal digits with an optional point and exponent, or
   * {@code inf}, {@code infinity} and {@code nan} in any case; null for everything else, {@code
   * 30D} and {@code 0x1p3} among it.
   */
  public static Double number(String text) {
    if (isDecimal(text)) {
      return Double.valueOf(text);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> null;
    };
  }

  /** The same exactly; null when it is not finite or no number. */
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
