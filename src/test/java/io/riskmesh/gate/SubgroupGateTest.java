package io.riskmesh.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.GateLimit;
import io.riskmesh.config.SubgroupMetricName;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.SubgroupMetric;
import io.riskmesh.evaluate.SubgroupTable;
import io.riskmesh.evaluate.SubgroupTable.Subgroup;
import io.riskmesh.gate.Verdict.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SubgroupGateTest {
  private static SubgroupMetric metric(
      SubgroupMetricName name, Double value, Double low, Double high) {
    return new SubgroupMetric(
        name.key(), value, low, high, low, high, null, value == null ? "x" : null);
  }

  private static Judgement judge(
      SubgroupMetricName name, MetricLimit limit, SubgroupMetric... metrics) {
    return SubgroupGate.judge(evaluation(name, metrics), name, limit).orElseThrow();
  }

  private static Evaluation evaluation(SubgroupMetricName name, SubgroupMetric... metrics) {
    List<Subgroup> groups = new ArrayList<>();
    for (SubgroupMetric metric : metrics) {
      groups.add(
          new Subgroup(
              "g" + (groups.size() + 1),
              20,
              new Decision(0.5, 1, 1, 0, 1, 1, 1, 1),
              List.of(metric)));
    }
    List<SubgroupTable> tables =
        List.of(new SubgroupTable("town", false, null, null, List.copyOf(groups)));
    return new Evaluation(
        List.of(),
        Map.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        null,
        null,
        null,
        name.isOfGroups() ? tables : List.of(),
        name.isOfGroups() ? List.of() : tables,
        null,
        null);
  }

  @Test
  void oneGroupThatIsCertainlyBeyondRefuses() {
    SubgroupMetricName ratio = SubgroupMetricName.ADVERSE_IMPACT_RATIO;

    Judgement judged =
        judge(
            ratio,
            MetricLimit.min(0.8),
            metric(ratio, 0.4, 0.1, 0.9),
            metric(ratio, 0.7, 0.65, 0.75),
            metric(ratio, 0.95, 0.9, 1.0));

    assertThat(judged.passed()).isFalse();
    assertThat(judged.value()).isEqualTo(0.7);
    assertThat(judged.message())
        .isEqualTo(
            "groups.adverseImpactRatio is 0.7000 for town = g2, the worst of 3, with an interval from 0.6500 to 0.7500 that holds for all at once, entirely below the limit 0.80.");
  }

  @Test
  void anUncertainGroupPassesAndIsTold() {
    SubgroupMetricName auc = SubgroupMetricName.AUC;

    Judgement judged =
        judge(auc, MetricLimit.min(0.6), metric(auc, 0.5, 0.3, 0.7), metric(auc, 0.9, 0.8, 0.95));

    assertThat(judged.passed()).isTrue();
    assertThat(judged.isBeyond()).isTrue();
    assertThat(judged.message())
        .endsWith("that holds for all at once: below the limit 0.60, but the interval reaches it.");
  }

  @Test
  void aDifferenceIsJudgedInBothDirections() {
    SubgroupMetricName gap = SubgroupMetricName.FALSE_POSITIVE_RATE_DIFFERENCE;
    MetricLimit most = MetricLimit.max(0.1);

    assertThat(judge(gap, most, metric(gap, -0.3, -0.4, -0.2)).passed()).isFalse();
    assertThat(judge(gap, most, metric(gap, 0.3, 0.2, 0.4)).passed()).isFalse();
    assertThat(judge(gap, most, metric(gap, -0.3, -0.65, 0.05)).low()).isZero();
    assertThat(judge(gap, most, metric(gap, -0.05, -0.08, -0.02)).isBeyond()).isFalse();
  }

  @Test
  void withoutAnIntervalTheValueDecides() {
    SubgroupMetricName ratio = SubgroupMetricName.ADVERSE_IMPACT_RATIO;

    Judgement judged = judge(ratio, MetricLimit.min(0.8), metric(ratio, 0.0, null, null));

    assertThat(judged.passed()).isFalse();
    assertThat(judged.message()).contains("judged by the value alone because it has no interval");
  }

  @Test
  void withoutAValueNothingIsJudged() {
    SubgroupMetricName ratio = SubgroupMetricName.ADVERSE_IMPACT_RATIO;

    Verdict verdict =
        Gate.judge(
            evaluation(ratio, metric(ratio, null, null, null)),
            List.of(new GateLimit(ratio.gate(), OptionalDouble.of(0.8), OptionalDouble.empty())));

    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.judgements()).isEmpty();
    assertThat(verdict.notJudged())
        .containsExactly("groups.adverseImpactRatio is not judged: no group has it.");
  }
}
