package io.riskmesh.gate;

import java.util.List;

/** Whether the model may be used, with the judgement on each limit. */
public record Verdict(boolean accepted, List<Judgement> judgements) {

  /**
   * Comparison of one metric with one limit; it refuses only if the whole interval lies beyond the
   * limit.
   *
   * @param metric name of the metric
   * @param limit what the metric was compared with
   * @param value of the metric on test; null if it could not be judged, which does not refuse
   * @param low lower end of its interval, of 95 %, or of all groups at once for the worst of
   *     several; null without one
   * @param high upper end; null without an interval
   * @param passed false refuses the model
   * @param message one sentence with value, interval and limit
   */
  public record Judgement(
      String metric,
      MetricLimit limit,
      Double value,
      Double low,
      Double high,
      boolean passed,
      String message) {

    /** Returns the value; NaN if there is none. */
    public double number() {
      return value == null ? Double.NaN : value;
    }

    /** Returns whether the value alone would be refused, so that only its interval passes. */
    public boolean isBeyond() {
      return passed && value != null && !limit.allows(value);
    }
  }

  /** Returns the verdict in one word, as in the manifest. */
  public VerdictWord word() {
    return accepted ? VerdictWord.ACCEPTED : VerdictWord.REFUSED;
  }

  /**
   * Returns whether there was any limit; a model that is accepted without limits was not tested.
   */
  public boolean isGated() {
    return !judgements.isEmpty();
  }

  /** Returns the verdict and its basis on one line. */
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
