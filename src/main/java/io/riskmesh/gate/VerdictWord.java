package io.riskmesh.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A verdict in one word, as in manifests. */
public enum VerdictWord {
  /** Every limit is met, or the job has none. */
  ACCEPTED,
  /** At least one limit is not met. */
  REFUSED;

  /** Returns the name in JSON: {@code accepted} or {@code refused}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
