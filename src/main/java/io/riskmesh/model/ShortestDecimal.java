package io.riskmesh.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * The decimal with the fewest digits that reads back as the same binary number, which the JVM finds
 * only in some versions.
 */
final class ShortestDecimal {
  /**
   * Decimals with up to this number of digits are distinct as doubles, and as floats respectively.
   */
  private static final int OWN_DOUBLE = 15;

  private static final int OWN_FLOAT = 6;

  /** Fractions outside this range are written with an exponent. */
  private static final double MIN_PLAIN = 1e-3;

  private static final double MAX_PLAIN = 1e7;

  private ShortestDecimal() {}

  /**
   * Returns the decimal with the fewest digits that reads back as the same double, and of these the
   * nearest; plain from 0.001 to below 10,000,000 in magnitude, otherwise with an exponent ({@code
   * 1.5E-4}).
   */
  static String text(double number) {
    return Double.isFinite(number)
        ? rendered(of(number), Math.abs(number))
        : Double.toString(number);
  }

  /** Returns the shortest decimal that reads back as the same float, in the same format. */
  static String text(float number) {
    return Float.isFinite(number) ? rendered(of(number), Math.abs(number)) : Float.toString(number);
  }

  /** Returns that decimal of a finite double, without trailing zeros. */
  static BigDecimal of(double number) {
    BigDecimal written = new BigDecimal(Double.toString(number));
    return shortest(written, number, OWN_DOUBLE, shorter -> shorter.doubleValue() == number);
  }

  /** Returns that decimal of a finite float, without trailing zeros. */
  static BigDecimal of(float number) {
    BigDecimal written = new BigDecimal(Float.toString(number));
    return shortest(written, number, OWN_FLOAT, shorter -> shorter.floatValue() == number);
  }

  /**
   * Shortens the JVM's text, which reads back as the same number but is the shortest only in some
   * versions.
   *
   * @param own number of digits up to which no two decimals are the same number
   */
  private static BigDecimal shortest(
      BigDecimal written, double number, int own, Predicate<BigDecimal> readsBack) {
    BigDecimal digits = written.stripTrailingZeros();
    if (digits.precision() <= own) {
      return digits;
    }
    BigDecimal exact = new BigDecimal(number);
    for (int precision = own; precision <= digits.precision(); precision++) {
      BigDecimal nearest = round(exact, precision, RoundingMode.HALF_EVEN);
      if (readsBack.test(nearest)) {
        return nearest;
      }
      // Numbers above a power of two are twice as far from it as those below, and so are decimals
      // that read back: 5.960464477539063E-8 does, for 2^-24, and the nearest does not.
      BigDecimal above = round(exact, precision, RoundingMode.UP);
      if (readsBack.test(above)) {
        return above;
      }
    }
    return digits;
  }

  private static BigDecimal round(BigDecimal exact, int precision, RoundingMode mode) {
    return exact.round(new MathContext(precision, mode)).stripTrailingZeros();
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
}
