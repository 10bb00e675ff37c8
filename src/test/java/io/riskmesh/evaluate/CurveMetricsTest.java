package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.evaluate.Evaluation.Metric;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CurveMetricsTest {
  @Test
  void knowsTheAnswersOfFourRows() {
    Sample sample = Sample.of(new double[] {0.25, 0.5, 0.5, 0.75}, 0, 0, 1, 1);
    Map<String, Metric> metrics = byName(CurveMetrics.withIntervals(sample.curve(), 1));

    assertThat(metrics.get("auc").value()).isEqualTo(0.875);
    assertThat(metrics.get("gini").value()).isEqualTo(0.75);
    assertThat(metrics.get("ks").value()).isEqualTo(0.5);
    assertThat(metrics.get("prAuc").value()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-15));
    assertThat(metrics.get("logLoss").value())
        .isCloseTo(-(2 * Math.log(0.75) + 2 * Math.log(0.5)) / 4, within(1e-15));
    assertThat(metrics.get("brier").value()).isEqualTo((0.0625 * 2 + 0.25 * 2) / 4);
    assertThat(metrics.get("calibrationInTheLarge").value()).isZero();
  }

  @Test
  void giniHasTheIntervalOfAuc() {
    Map<String, Metric> metrics =
        byName(CurveMetrics.withIntervals(Sample.random(1, 200, 0.3, 0, false).curve(), 1));
    Metric auc = metrics.get("auc");
    Metric gini = metrics.get("gini");

    assertThat(gini.low()).isEqualTo(2 * auc.low() - 1);
    assertThat(gini.high()).isEqualTo(2 * auc.high() - 1);
    assertThat(auc.interval()).startsWith("DeLong");
  }

  @Test
  void everyIntervalHoldsItsValue() {
    for (int seed = 0; seed < 50; seed++) {
      Sample sample = Sample.random(seed, 30 + seed * 5, 0.2, seed % 7 * 3, seed % 2 == 0);
      for (Metric m : CurveMetrics.withIntervals(sample.curve(), seed)) {
        if (m.low() != null) {
          assertThat(m.value()).as(m.name()).isBetween(m.low(), m.high());
        }
      }
    }
  }

  @Test
  void distanceFromCalibrationStartsAtZeroWhereTheIntervalCrossesIt() {
    ConfidenceInterval crossing = new ConfidenceInterval(-0.03, 0.01, "normal").distance();
    ConfidenceInterval below = new ConfidenceInterval(-0.05, -0.02, "normal").distance();

    assertThat(crossing).isEqualTo(new ConfidenceInterval(0.0, 0.03, "normal"));
    assertThat(below).isEqualTo(new ConfidenceInterval(0.02, 0.05, "normal"));
  }

  @Test
  void certainProbabilitiesThatAreWrongStayFinite() {
    Sample sample = Sample.of(new double[] {0, 1, 0.5, 0.5}, 1, 0, 0, 1);

    assertThat(byName(CurveMetrics.values(sample.curve())).get("logLoss").value())
        .isCloseTo((2 * 52 * Math.log(2) + 2 * Math.log(2)) / 4, within(1e-12));
  }

  @Test
  void saysWhyThereIsNoInterval() {
    Sample perfect = Sample.of(new double[] {0.1, 0.2, 0.8, 0.9}, 0, 0, 1, 1);
    Sample lonely = Sample.of(new double[] {0.1, 0.3, 0.2}, 0, 0, 1);

    Metric auc = byName(CurveMetrics.withIntervals(perfect.curve(), 1)).get("auc");
    assertThat(auc).isEqualTo(new Metric("auc", 1, null, null, null, "the classes do not overlap"));
    Metric one = byName(CurveMetrics.withIntervals(lonely.curve(), 1)).get("auc");
    assertThat(one).isEqualTo(new Metric("auc", 0.5, null, null, null, "a class has one row"));
  }

  @Test
  void partsHaveTheSameValuesWithoutIntervals() {
    ScoreCurve curve = Sample.random(2, 300, 0.1, 30, true).curve();
    List<Metric> values = CurveMetrics.values(curve);

    assertThat(values)
        .isEqualTo(
            CurveMetrics.withIntervals(curve, 1).stream()
                .map(m -> new Metric(m.name(), m.value(), null, null, null))
                .toList());
  }

  @Test
  void wilsonStaysWithinZeroAndOne() {
    assertThat(ConfidenceInterval.wilson(0, 10).low()).isCloseTo(0, within(1e-15));
    // 0 of 10: the high end is z^2 / (n + z^2).
    assertThat(ConfidenceInterval.wilson(0, 10).high()).isCloseTo(0.27753, within(1e-5));
    assertThat(ConfidenceInterval.wilson(1, 10).high())
        .isCloseTo(1, within(1e-15))
        .isLessThanOrEqualTo(1);
  }

  @Test
  void logitIntervalGivesItsDeviationBack() {
    ConfidenceInterval interval =
        ConfidenceInterval.logit(new MetricEstimate(0.78, 0.031), "DeLong");

    assertThat(ConfidenceInterval.deviation(0.78, interval.low(), interval.high()))
        .isCloseTo(0.031, within(1e-12));
  }

  private static Map<String, Metric> byName(List<Metric> metrics) {
    return metrics.stream().collect(Collectors.toMap(Metric::name, Function.identity()));
  }
}
