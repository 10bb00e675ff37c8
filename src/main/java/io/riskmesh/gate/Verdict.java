package io.riskmesh.gate;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whether the model may be used, with the judgement on each limit.
 *
 * @param notJudged one sentence for each comparison that was not possible, with the reason; these
 *     refuse nothing
 */
public record Verdict(boolean accepted, List<Judgement> judgements, List<String> notJudged) {
  /** Copies the lists; a missing one becomes empty. */
  public Verdict {
    judgements = List.copyOf(judgements);
    notJudged = notJudged == null ? List.of() : List.copyOf(notJudged);
  }

  /** Creates a verdict in which every limit was judged. */
  public Verdict(boolean accepted, List<Judgement> judgements) {
    this(accepted, judgements, List.of());
  }

  /** Returns the verdict with further judgements. */
  public Verdict and(List<Judgement> more, List<String> moreNotJudged) {
    return new Verdict(
        accepted && more.stream().allMatch(Judgement::passed),
        Stream.concat(judgements.stream(), more.stream()).toList(),
        Stream.concat(notJudged.stream(), moreNotJudged.stream()).toList());
  }

  /**
   * Comparison of one metric with one limit; it refuses only if the whole interval lies beyond the
   * limit.
   *
   * @param metric name of the metric
   * @param limit what the metric was compared with
   * @param value of the metric on test
   * @param low lower end of its interval, of 95 %, or of all groups at once for the worst of
   *     several; null without one
   * @param high upper end; null without an interval
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
      String message) {

    /** Returns whether the value alone would be refused, so that only its interval passes. */
    public boolean isBeyond() {
      return passed && !limit.allows(value);
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
    return !judgements.isEmpty() || !notJudged.isEmpty();
  }

  /** Returns the verdict and its basis on one line. */
  public String inWords() {
    if (!isGated()) {
      return word().word() + ": no limit was checked, the job has no gates";
    }
    String said =
        "%s: %s".formatted(word().word(), judgements.isEmpty() ? "no limit was judged" : counts());
    return notJudged.isEmpty() ? said : "%s. %s".formatted(said, String.join(" ", notJudged));
  }

  private String counts() {
    long broken = judgements.stream().filter(judgement -> !judgement.passed()).count();
    int limits = judgements.size();
    return accepted
        ? "%d %s".formatted(limits, limits == 1 ? "limit met" : "limits met")
        : "%d of %d limits not met".formatted(broken, limits);
  }
}
