package io.riskmesh.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.config.GateLimit;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.model.Calibrator;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
  private static final OptionalDouble OFF = OptionalDouble.empty();

  @ParameterizedTest
  @CsvSource({"0.64, true", "0.70, true", "0.75, true", "0.7500001, false", "0.9, false"})
  void minimumRefusesOnlyBeyondTheHighEnd(double min, boolean passed) {
    assertThat(judge(interval(), new GateLimit("auc", OptionalDouble.of(min), OFF)).accepted())
        .isEqualTo(passed);
  }

  @ParameterizedTest
  @CsvSource({"0.8, true", "0.70, true", "0.65, true", "0.6499999, false", "0.1, false"})
  void maximumRefusesOnlyBeyondTheLowEnd(double max, boolean passed) {
    assertThat(judge(interval(), new GateLimit("auc", OFF, OptionalDouble.of(max))).accepted())
        .isEqualTo(passed);
  }

  @ParameterizedTest
  @CsvSource({"0.69, true", "0.70, true", "0.71, false"})
  void metricWithoutIntervalIsJudgedByItsValue(double min, boolean passed) {
    Metric point = new Metric("auc", 0.7, null, null, null, "a class has one row");

    assertThat(judge(point, new GateLimit("auc", OptionalDouble.of(min), OFF)).accepted())
        .isEqualTo(passed);
  }

  @Test
  void saysOnOneLineWhatTheVerdictRestsOn() {
    GateLimit holds = new GateLimit("auc", OptionalDouble.of(0.7), OFF);
    GateLimit broken = new GateLimit("auc", OptionalDouble.of(0.9), OFF);

    assertThat(judge(interval(), holds).inWords()).isEqualTo("accepted: 1 limit met");
    assertThat(new Verdict(false, judge(interval(), broken).judgements()).inWords())
        .isEqualTo("refused: 1 of 1 limits not met");
    Verdict without = new Verdict(true, List.of());
    assertThat(without.word()).isEqualTo(VerdictWord.ACCEPTED);
    assertThat(without.inWords()).isEqualTo("accepted: no limit was checked, the job has no gates");
  }

  @Test
  void saysInOneSentenceWhy() {
    assertThat(message(interval(), 0.7))
        .isEqualTo(
            "auc is 0.7000 with a 95% interval from 0.6500 to 0.7500, within the limit >= 0.70.");
    assertThat(message(interval(), 0.725))
        .isEqualTo(
            "auc is 0.7000 with a 95% interval from 0.6500 to 0.7500: below the limit 0.725, but the interval reaches it.");
    assertThat(message(interval(), 0.8))
        .isEqualTo(
            "auc is 0.7000 with a 95% interval from 0.6500 to 0.7500, entirely below the limit 0.80.");
    Metric point = new Metric("auc", 0.7, null, null, null);
    assertThat(message(point, 0.8))
        .isEqualTo(
            "auc is 0.7000, below the limit 0.80, judged by the value alone because it has no interval.");
    assertThat(message(point, 0))
        .isEqualTo(
            "auc is 0.7000, within the limit >= 0.00, judged by the value alone because it has no interval.");
  }

  @Test
  void oneRefusalRefusesTheModel() {
    Verdict verdict =
        Gate.judge(
            evaluation(interval()),
            List.of(
                new GateLimit("auc", OptionalDouble.of(0.6), OptionalDouble.of(0.64)),
                new GateLimit("auc", OptionalDouble.of(0.1), OFF)));

    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.word()).isEqualTo(VerdictWord.REFUSED);
    assertThat(verdict.judgements())
        .extracting(Judgement::limit)
        .containsExactly(MetricLimit.min(0.6), MetricLimit.max(0.64), MetricLimit.min(0.1));
    assertThat(verdict.judgements())
        .extracting(Judgement::passed)
        .containsExactly(true, false, true);
    assertThat(verdict.judgements().get(0))
        .extracting(Judgement::value, Judgement::low, Judgement::high)
        .containsExactly(0.7, 0.65, 0.75);
  }

  @ParameterizedTest
  @CsvSource({"0.3, true", "0.15, true", "0.14, false"})
  void aLimitMayBeOnTheCalibratedProbability(double max, boolean passed) {
    GateLimit limit = new GateLimit("calibrated.brier", OFF, OptionalDouble.of(max));

    Verdict verdict = judge(interval(), limit);

    assertThat(verdict.accepted()).isEqualTo(passed);
    assertThat(verdict.judgements().get(0).message()).startsWith("calibrated.brier is 0.2000");
  }

  @Test
  void noLimitsAccept() {
    assertThat(Gate.judge(evaluation(interval()), List.of()).accepted()).isTrue();
  }

  @Test
  void unknownMetricIsAMistakeInTheJob() {
    assertThatThrownBy(() -> judge(interval(), new GateLimit("roc", OptionalDouble.of(1), OFF)))
        .isInstanceOf(RunException.class)
        .hasMessage("gates.roc does not name a metric; valid metrics: auc, calibrated.brier")
        .extracting("outcome")
        .isEqualTo(Outcome.USAGE);
  }

  private static String message(Metric metric, double min) {
    return judge(metric, new GateLimit("auc", OptionalDouble.of(min), OFF))
        .judgements()
        .get(0)
        .message();
  }

  private static Verdict judge(Metric metric, GateLimit limit) {
    return Gate.judge(evaluation(metric), List.of(limit));
  }

  private static Metric interval() {
    return new Metric("auc", 0.7, 0.65, 0.75, "DeLong");
  }

  private static Evaluation evaluation(Metric metric) {
    return new Evaluation(
        List.of(metric),
        Map.of(),
        new Decision(0.5, 1, 1, 0, 0, 0, 0, 0),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Evaluation.Recalibration(
            Calibrator.IDENTITY,
            null,
            "all outcomes are the same",
            0,
            0,
            List.of(new Metric("calibrated.brier", 0.2, 0.15, 0.25, "normal")),
            null),
        List.of(),
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        null);
  }

  @Test
  void limitsAreNumbersInJsonAndTextsInEarlierManifests() {
    MetricLimit limit = MetricLimit.max(0.25);
    assertThat(JsonText.line(limit)).isEqualTo("{\"bound\":\"max\",\"value\":0.25}");
    assertThat(JsonText.convert(JsonText.tree(limit), MetricLimit.class)).isEqualTo(limit);
    assertThat(JsonText.convert(JsonText.tree(">= 0.70"), MetricLimit.class))
        .isEqualTo(MetricLimit.min(0.7));
    assertThat(JsonText.convert(JsonText.tree("<= -0.0015"), MetricLimit.class))
        .isEqualTo(MetricLimit.max(-0.0015));
    assertThatThrownBy(() -> JsonText.convert(JsonText.tree("as last year"), MetricLimit.class))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
