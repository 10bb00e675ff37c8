package io.riskmesh.gate;

import java.util.List;

/** Whether the model may be used, with every limit that was held against it. */
public record Verdict(boolean accepted, List<Judgement> judgements) {

  /**
   * One limit held against one metric; it refuses only when the whole interval lies beyond it.
   *
   * @param limit what the metric was compared with
   * @param passed false refuses the model
   * @param message one sentence with value, interval and limit
   */
  public record Judgement(
      String metric,
      MetricLimit limit,
      double value,
      Double low,
      Double high,
      boolean passed,
      String message) {}

  /** The verdict in one word, as in the manifest. */
  public VerdictWord word() {
    return accepted ? VerdictWord.ACCEPTED : VerdictWord.REFUSED;
  }

  /** Whether there was any limit; what is accepted without one was not found good. */
  public boolean isGated() {
    return !judgements.isEmpty();
  }

  /** The verdict and what it rests on, on one line. */
  public String inWords() {
    long broken = judgements.stream().filter(judgement -> !judgement.passed()).count();
    int limits = judgements.size();
    if (!isGated()) {
      return word().word() + ": no limit was checked, the job has no gates";
    }
    return accepted
        ? "%s: %d %s".formatted(word().word(), limits, limits == 1 ? "limit met" : "limits met")
        : "%s: %d of %d limits not met".formatted(word().word(), broken, limits);
  }
}
