package io.riskmesh.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A verdict in one word, as manifests hold it. */
public enum VerdictWord {
  /** Every limit holds, or the job has none. */
  ACCEPTED,
  /** At least one limit is broken. */
  REFUSED;

  /** Name in JSON: {@code accepted} or {@code refused}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
