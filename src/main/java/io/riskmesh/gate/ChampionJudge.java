package io.riskmesh.gate;

import io.riskmesh.config.ChampionGate;
import io.riskmesh.config.MetricName;
import io.riskmesh.evaluate.ChampionComparison;
import io.riskmesh.evaluate.PairedDifference;
import io.riskmesh.evaluate.ReferenceResult;
import io.riskmesh.evaluate.SwapSet;
import io.riskmesh.gate.Verdict.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares a model with champion and anchor, by the margins of the job. */
public final class ChampionJudge {
  private static final String CHAMPION = "champion";
  private static final String ANCHOR = "anchor";

  private final ChampionGate gate;
  private final List<Judgement> judgements = new ArrayList<>();
  private final List<String> notJudged = new ArrayList<>();

  private ChampionJudge(ChampionGate gate) {
    this.gate = gate;
  }

  /**
   * Adds the judgements to a verdict. A margin refuses the model only if the whole 95 % interval of
   * the paired difference lies beyond it. It holds against both models; the share of rows that are
   * decided differently is limited against the champion alone. Where a comparison was not possible,
   * the verdict says why and refuses nothing.
   */
  public static Verdict judge(Verdict verdict, ChampionComparison comparison, ChampionGate gate) {
    ChampionJudge judge = new ChampionJudge(gate);
    judge.compare(CHAMPION, comparison.champion());
    if (comparison.champion().isJudged()) {
      gate.swapShare()
          .ifPresent(max -> judge.swaps(comparison.champion().comparison().swaps(), max));
    }
    if (!comparison.isOneModel()) {
      judge.compare(ANCHOR, comparison.anchor());
    }
    return verdict.and(judge.judgements, judge.notJudged);
  }

  private void compare(String role, ReferenceResult reference) {
    if (!reference.isJudged()) {
      notJudged.add("The %s was not judged: %s.".formatted(role, reference.notJudged()));
      return;
    }
    gate.margins()
        .forEach(
            (metric, margin) ->
                judgements.add(
                    judge(
                        role,
                        reference,
                        metric,
                        reference.comparison().difference(metric),
                        margin)));
  }

  private static Judgement judge(
      String role,
      ReferenceResult reference,
      MetricName metric,
      PairedDifference found,
      double margin) {
    boolean higherBetter = metric.isHigherBetter();
    // Without the sign of zero, which MetricLimit would print.
    MetricLimit limit = higherBetter ? MetricLimit.min(0 - margin) : MetricLimit.max(margin);
    boolean passed = limit.allows(higherBetter ? found.high() : found.low());
    boolean isWorse = higherBetter ? found.difference() < 0 : found.difference() > 0;
    String said =
        String.format(
            Locale.ROOT,
            "%s is %.4f, that of %s %s on the same %,d rows %.4f: a difference of %+.4f with a 95%% interval from %+.4f to %+.4f",
            metric.key(),
            found.own(),
            role,
            reference.runId(),
            reference.comparison().rows(),
            found.other(),
            found.difference(),
            found.low(),
            found.high());
    String margins = MetricLimit.max(margin).number();
    String judged =
        !passed
            ? ", entirely worse by more than the margin %s."
            : limit.allows(found.difference())
                ? isWorse ? ", worse, but within the margin %s." : ", within the margin %s."
                : ", worse by more than the margin %s, but the interval reaches it.";
    return new Judgement(
        role + "." + metric.key(),
        limit,
        found.difference(),
        found.low(),
        found.high(),
        passed,
        said + judged.formatted(margins));
  }

  private void swaps(SwapSet swaps, double max) {
    MetricLimit limit = MetricLimit.max(max);
    boolean passed = limit.allows(swaps.low());
    String said =
        String.format(
            Locale.ROOT,
            "swapShare is %.4f: the share of rows that the model and its champion decide differently, with a 95%% interval from %.4f to %.4f",
            swaps.share(),
            swaps.low(),
            swaps.high());
    String judged =
        !passed
            ? ", entirely above the limit %s."
            : limit.allows(swaps.share())
                ? ", within the limit %s."
                : ": above the limit %s, but the interval reaches it.";
    judgements.add(
        new Judgement(
            CHAMPION + ".swapShare",
            limit,
            swaps.share(),
            swaps.low(),
            swaps.high(),
            passed,
            said + judged.formatted(limit.number())));
  }
}
