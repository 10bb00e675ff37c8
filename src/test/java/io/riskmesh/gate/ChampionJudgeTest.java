package io.riskmesh.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.ChampionGate;
import io.riskmesh.config.ChampionGate.ChampionChoice;
import io.riskmesh.config.MetricName;
import io.riskmesh.evaluate.ChampionComparison;
import io.riskmesh.evaluate.PairedComparison;
import io.riskmesh.evaluate.PairedDifference;
import io.riskmesh.evaluate.ReferenceResult;
import io.riskmesh.evaluate.SwapSet;
import io.riskmesh.gate.Verdict.Judgement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ChampionJudgeTest {
  private static final ChampionGate GATE =
      new ChampionGate(
          ChampionChoice.LATEST,
          Map.of(MetricName.AUC, 0.01, MetricName.LOG_LOSS, 0.02),
          OptionalDouble.of(0.10),
          Optional.empty());

  @Test
  void refusesOnlyIfTheWholeIntervalIsWorseThanTheMargin() {
    assertThat(accepted(auc(-0.03, -0.05, -0.011))).isFalse();
    assertThat(accepted(auc(-0.03, -0.05, -0.01))).as("reaches the margin").isTrue();
    assertThat(accepted(auc(0.03, 0.01, 0.05))).as("better").isTrue();
    assertThat(accepted(loss(0.05, 0.021, 0.08))).as("more loss is worse").isFalse();
    assertThat(accepted(loss(0.05, 0.02, 0.08))).isTrue();
    assertThat(accepted(loss(-0.05, -0.08, -0.021))).as("less loss").isTrue();
  }

  @Test
  void saysWhatWasCompared() {
    Verdict verdict =
        judge(reference("n1", auc(-0.03, -0.05, -0.02), 0.05), reference("n0", none(), 0.2));
    assertThat(verdict.judgements())
        .extracting(Judgement::metric)
        .containsExactly(
            "champion.auc",
            "champion.logLoss",
            "champion.swapShare",
            "anchor.auc",
            "anchor.logLoss");
    assertThat(verdict.judgements().get(0).message())
        .isEqualTo(
            "auc is 0.7000, that of champion n1 on the same 198 rows 0.7300: a difference of -0.0300 with a 95% interval from -0.0500 to -0.0200, entirely worse by more than the margin 0.01.");
    assertThat(verdict.judgements().get(0).limit()).isEqualTo(MetricLimit.min(-0.01));
    assertThat(verdict.inWords()).isEqualTo("refused: 1 of 5 limits not met");
  }

  @Test
  void manySwapsRefuse() {
    assertThat(judge(reference("n1", none(), 0.3), reference("n1", none(), 0.3)).accepted())
        .isFalse();
    assertThat(judge(reference("n1", none(), 0.12), reference("n1", none(), 0.12)).accepted())
        .as("the interval reaches the limit")
        .isTrue();
  }

  @Test
  void oneModelIsJudgedOnce() {
    assertThat(judge(reference("n1", none(), 0), reference("n1", none(), 0)).judgements())
        .hasSize(3);
  }

  @Test
  void whatIsNotComparedRefusesNothingAndIsTold() {
    ReferenceResult missing =
        new ReferenceResult(null, null, null, null, null, null, "there is none");
    Verdict verdict = judge(missing, missing);

    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.judgements()).isEmpty();
    assertThat(verdict.isGated()).isTrue();
    assertThat(verdict.notJudged())
        .containsExactly(
            "The champion was not judged: there is none.",
            "The anchor was not judged: there is none.");
    assertThat(verdict.inWords())
        .isEqualTo(
            "accepted: no limit was judged. The champion was not judged: there is none. The anchor was not judged: there is none.");
    assertThat(VerdictWord.ACCEPTED.inWords(List.of(), verdict.notJudged()))
        .isEqualTo("accepted, nothing judged");
  }

  private static boolean accepted(PairedDifference... differences) {
    ReferenceResult reference = reference("n1", differences[0], 0);
    return judge(reference, reference).accepted();
  }

  private static Verdict judge(ReferenceResult champion, ReferenceResult anchor) {
    return ChampionJudge.judge(
        new Verdict(true, List.of()), new ChampionComparison("latest", champion, anchor), GATE);
  }

  private static PairedDifference none() {
    return auc(0, -0.01, 0.01);
  }

  private static PairedDifference auc(double difference, double low, double high) {
    return new PairedDifference("auc", 0.7, 0.7 - difference, difference, low, high, "x");
  }

  private static PairedDifference loss(double difference, double low, double high) {
    return new PairedDifference("logLoss", 0.5, 0.5 - difference, difference, low, high, "x");
  }

  private static ReferenceResult reference(String run, PairedDifference found, double swaps) {
    PairedDifference other = found.metric().equals("auc") ? loss(0, 0, 0) : auc(0, 0, 0);
    return new ReferenceResult(
        run,
        "digest",
        "chosen",
        "all",
        1.0,
        new PairedComparison(
            198,
            59,
            List.of(found, other),
            new SwapSet(0.2, 0.2, swaps, swaps / 1.5, swaps * 1.5, null, null)),
        null);
  }
}
