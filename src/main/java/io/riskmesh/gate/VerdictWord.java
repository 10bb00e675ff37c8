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

  /**
   * Returns the word, with a note if no limit was judged: {@code accepted, no gates}.
   *
   * @param notJudged as in {@link Verdict}
   */
  public String inWords(List<Judgement> gates, List<String> notJudged) {
    if (!gates.isEmpty()) {
      return word();
    }
    return notJudged.isEmpty() ? word() + ", no gates" : word() + ", nothing judged";
  }
}
