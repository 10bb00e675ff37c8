package io.riskmesh.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import io.riskmesh.gate.Verdict.Judgement;
import java.util.List;
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

  /** Returns the word, with a note if the job has no gates: {@code accepted, no gates}. */
  public String inWords(List<Judgement> gates) {
    return gates.isEmpty() ? word() + ", no gates" : word();
  }
}
