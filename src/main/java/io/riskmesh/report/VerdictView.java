package io.riskmesh.report;

import io.riskmesh.gate.Verdict;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.html.EnglishNumbers;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The verdict and its reasons.
 *
 * @param seal SVG path of the symbol next to the verdict
 * @param signed what the gates did, for the person who signs
 */
record VerdictView(
    String word,
    String css,
    String seal,
    String reason,
    String signed,
    List<GateView> gates,
    List<String> notJudged) {

  /**
   * A gate as a table row.
   *
   * @param plot inline SVG
   */
  record GateView(
      String name,
      String limit,
      String value,
      String interval,
      String css,
      String status,
      String message,
      String plot) {
    /**
     * Returns whether the gate's sentence is shown. If the gate passes plainly, the row already
     * contains everything that the sentence would.
     */
    boolean told() {
      return !css.equals("passed");
    }
  }

  static VerdictView of(Verdict verdict) {
    List<Judgement> judgements = verdict.judgements();
    return new VerdictView(
        verdict.accepted() ? "Accepted" : "Refused",
        css(verdict),
        seal(verdict),
        reason(verdict),
        signed(verdict),
        IntStream.range(0, judgements.size())
            .mapToObj(i -> gate("gate-" + i, judgements.get(i)))
            .toList(),
        verdict.notJudged());
  }

  /** Returns the verdict for the window's title. */
  String title() {
    return word.toLowerCase(Locale.ROOT);
  }

  boolean gated() {
    return !gates.isEmpty();
  }

  /** Returns the verdict's CSS class. A verdict without gates looks neither good nor bad. */
  private static String css(Verdict verdict) {
    return verdict.isGated() ? verdict.word().word() : "ungated";
  }

  private static String seal(Verdict verdict) {
    if (!verdict.isGated()) {
      return "M15 24L33 24";
    }
    return verdict.accepted() ? "M14 25L21 32L34 17" : "M16 16L32 32M32 16L16 32";
  }

  private static String signed(Verdict verdict) {
    return verdict.isGated()
        ? "which the gates " + verdict.word()
        : "which no gate has judged: nothing was compared with a limit";
  }

  private static String reason(Verdict verdict) {
    List<Judgement> all = verdict.judgements();
    if (all.isEmpty() && verdict.isGated()) {
      return "No limit could be judged.";
    }
    if (all.isEmpty()) {
      return "No gate is configured: nothing was compared with a limit.";
    }
    List<Judgement> failed = all.stream().filter(j -> !j.passed()).toList();
    if (!failed.isEmpty()) {
      return "It fails " + failed.size() + " of " + gates(all.size()) + ": " + names(failed) + ".";
    }
    List<Judgement> lucky = all.stream().filter(Judgement::isBeyond).toList();
    return lucky.isEmpty()
        ? "It passes " + (all.size() == 1 ? "its one gate." : "all " + gates(all.size()) + ".")
        : "It passes all gates, but "
            + names(lucky)
            + " only within the uncertainty: the value itself misses the limit.";
  }

  private static GateView gate(String id, Judgement judgement) {
    String status = !judgement.passed() ? "Failed" : judgement.isBeyond() ? "Unproven" : "Passed";
    String css = status.toLowerCase(Locale.ROOT);
    return new GateView(
        MetricGlossary.label(judgement.metric()),
        judgement.limit().bound().sign() + "\u00a0" + judgement.limit().number(),
        EnglishNumbers.metric(judgement.value()),
        EnglishNumbers.interval(judgement.low(), judgement.high()),
        css,
        status,
        judgement.message(),
        RangePlots.gate(id, judgement, css));
  }

  private static String gates(int count) {
    return EnglishNumbers.count(count, "gate");
  }

  private static String names(List<Judgement> judgements) {
    List<String> names = judgements.stream().map(j -> MetricGlossary.label(j.metric())).toList();
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
