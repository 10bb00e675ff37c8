package io.riskmesh.gate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a metric may go.
 *
 * @param bound on which side of it values are good
 * @param value where it lies, in the metric's own unit
 */
public record MetricLimit(Bound bound, double value) {
  /** As limits are written in manifests without a format number. */
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

    /** Name in JSON, as in the job's {@code gates}: {@code min} or {@code max}. */
    @JsonValue
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The comparison in ASCII: {@code >=} or {@code <=}. */
    public String ascii() {
      return ascii;
    }

    /** The comparison as print has it: {@code ≥} or {@code ≤}. */
    public String sign() {
      return sign;
    }
  }

  /** A lower limit. */
  static MetricLimit min(double value) {
    return new MetricLimit(Bound.MIN, value);
  }

  /** An upper limit. */
  static MetricLimit max(double value) {
    return new MetricLimit(Bound.MAX, value);
  }

  /** Whether a value is good; one that is not a number is not. */
  public boolean allows(double metric) {
    return bound == Bound.MIN ? metric >= value : metric <= value;
  }

  /** The number as a person writes it, with two decimals at least. */
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
