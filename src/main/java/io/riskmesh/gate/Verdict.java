package io.riskmesh.gate;

import java.util.List;

/** Whether the model may be used, with every limit that was held against it. */
public record Verdict(boolean accepted, List<Judgement> judgements) {

  /**
   * One limit held against one metric; it refuses only when the whole interval lies beyond it.
   *
   * @param limit the limit in words, such as {@code >= 0.70}
   * @param passed false refuses the model
   * @param message one sentence with value, interval and limit
   */
  public record Judgement(
      String metric,
      String limit,
      double value,
      Double low,
      Double high,
      boolean passed,
      String message) {}

  /** {@code accepted} or {@code refused}, as in the manifest. */
  public String word() {
    return accepted ? "accepted" : "refused";
  }
}
