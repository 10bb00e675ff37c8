package io.riskmesh.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Interprets plain scalars. Stricter than YAML 1.1, where {@code 010} is eight and {@code no} is
 * false: here both are text, as they look.
 */
public final class YamlScalars {
  private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
  private static final Pattern FRACTION =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9]+");
  private static final double EXACT = 0x1p53;

  private YamlScalars() {}

  /** Returns a whole number, a fraction or a text. */
  static JsonNode number(String text) {
    if (WHOLE.matcher(text).matches()) {
      return BigIntegerNode.valueOf(new BigInteger(text));
    }
    return FRACTION.matcher(text).matches() && !LEADING_ZERO.matcher(text).matches()
        ? DoubleNode.valueOf(Double.parseDouble(text))
        : TextNode.valueOf(text);
  }

  /**
   * Returns the text of an entry that is matched with the values of a column: as it was written,
   * since {@code 46.90} and {@code 010} are codes as often as numbers. A number with an exponent is
   * written out.
   */
  static Optional<String> entry(JsonNode value, String text) {
    if (value.isDouble()) {
      return Double.isFinite(value.doubleValue())
          ? Optional.of(text.matches(".*[eE].*") ? new BigDecimal(text).toPlainString() : text)
          : Optional.empty();
    }
    return Optional.of(value.isBoolean() ? value.asText() : text);
  }

  /** Returns a text as a user would write it: whole numbers without quotes. */
  public static Object written(String text) {
    boolean same = WHOLE.matcher(text).matches() && new BigInteger(text).toString().equals(text);
    return same ? new BigInteger(text) : text;
  }

  /**
   * Returns a setting as a user would write it: whole numbers, flags, and fractions that read back
   * unchanged without quotes.
   */
  static Object setting(String text) {
    if (FRACTION.matcher(text).matches() && !WHOLE.matcher(text).matches()) {
      BigDecimal number = new BigDecimal(text);
      return number.toString().equals(text) ? number : text;
    }
    return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : written(text);
  }

  /** Returns a number as a user would write it: 5 rather than 5.0. */
  public static Object written(double number) {
    return number == Math.rint(number) && Math.abs(number) < EXACT
        ? BigInteger.valueOf((long) number)
        : new BigDecimal(Double.toString(number));
  }
}
