package io.riskmesh.gate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limit on a metric.
 *
 * @param bound which side of the limit is good
 * @param value the limit, in the metric's own unit
 */
public record MetricLimit(Bound bound, double value) {
  /** Notation of limits in manifests without a format number. */
  private static final Pattern TEXT = Pattern.compile("(>=|<=) (.+)");

  /** Which values a limit allows. */
  public enum Bound {
    /** The limit and everything above it. */
    MIN(">=", "≥"),
    /** The limit and everything below it. */
    MAX("<=", "≤");

    private final String ascii;
    private final String sign;

    Bound(String ascii, String sign) {
      this.ascii = ascii;
      this.sign = sign;
    }

    /** Returns the name in JSON, as in the job's {@code gates}: {@code min} or {@code max}. */
    @JsonValue
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the comparison in ASCII: {@code >=} or {@code <=}. */
    public String ascii() {
      return ascii;
    }

    /** Returns the comparison as a mathematical sign: {@code ≥} or {@code ≤}. */
    public String sign() {
      return sign;
    }
  }

  /** Returns a lower limit. */
  static MetricLimit min(double value) {
    return new MetricLimit(Bound.MIN, value);
  }

  /** Returns an upper limit. */
  static MetricLimit max(double value) {
    return new MetricLimit(Bound.MAX, value);
  }

  /** Returns whether a value meets the limit; NaN does not. */
  public boolean allows(double metric) {
    return bound == Bound.MIN ? metric >= value : metric <= value;
  }

  /** Returns the end of an interval on the good side of the limit. */
  double best(double low, double high) {
    return bound == Bound.MIN ? high : low;
  }

  /** Returns the number in plain notation with at least two decimals. */
  public String number() {
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    return exact.setScale(Math.max(2, exact.scale())).toPlainString();
  }

  /** Reads the object that is written, or the text of earlier manifests: {@code >= 0.70}. */
  @JsonCreator
  static MetricLimit read(JsonNode json) {
    if (json.isTextual()) {
      return ofText(json.textValue());
    }
    Bound bound = Bound.valueOf(json.path("bound").asText().toUpperCase(Locale.ROOT));
    return new MetricLimit(bound, json.path("value").doubleValue());
  }

  private static MetricLimit ofText(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a limit");
    }
    double value = Double.parseDouble(matcher.group(2));
    return matcher.group(1).equals(Bound.MIN.ascii) ? min(value) : max(value);
  }
}
