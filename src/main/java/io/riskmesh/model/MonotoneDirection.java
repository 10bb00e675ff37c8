package io.riskmesh.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the probability of default may change when a number grows and all else stays the same. */
public enum MonotoneDirection {
  /** It never falls. */
  INCREASING(1),
  /** It never rises. */
  DECREASING(-1);

  private final int sign;

  MonotoneDirection(int sign) {
    this.sign = sign;
  }

  /** Returns 1 or -1, as XGBoost's {@code monotone_constraints} has it. */
  public int sign() {
    return sign;
  }

  /** Returns the word for the direction in job files and JSON. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
