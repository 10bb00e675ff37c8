package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.evaluate.Evaluation.StrategyPoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutoffStrategyTest {
  private static final EvaluationConfig COST = new EvaluationConfig(1, 5);

  /** Ten rows, by hand: the first eight accepted have two of the four defaults. */
  @Test
  void tenRowsByHand() {
    double[] scores = {0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 0.6, 0.7, 0.8, 0.9};
    ScoreCurve curve = Sample.of(scores, 0, 0, 0, 1, 0, 0, 1, 0, 1, 1).curve();

    List<StrategyPoint> points = CutoffStrategy.of(curve, COST);

    assertThat(points)
        .hasSize(9)
        .isSortedAccordingTo((a, b) -> Double.compare(a.threshold(), b.threshold()));
    StrategyPoint eight = points.get(6);
    assertThat(eight.accepted()).isEqualTo(0.8);
    assertThat(eight.threshold()).isCloseTo(0.75, within(1e-6));
    assertThat(eight.badRate()).isEqualTo(0.25);
    // scipy.stats.binomtest(2, 8).proportion_ci(method="wilson")
    assertThat(eight.low()).isCloseTo(0.071479, within(1e-6));
    assertThat(eight.high()).isCloseTo(0.590725, within(1e-6));
    assertThat(eight.caught()).isEqualTo(0.5);
    assertThat(eight.cost()).isEqualTo(1.0);
    StrategyPoint all = points.get(8);
    assertThat(all.threshold()).isGreaterThan(1);
    assertThat(all.accepted()).isEqualTo(1);
    assertThat(all.caught()).isZero();
    assertThat(all.cost()).isEqualTo(2.0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void acceptsATwentiethMoreEachTime(long seed) {
    ScoreCurve curve = Sample.random(seed, 2_000, 0.3, 0, seed > 2).curve();

    List<StrategyPoint> points = CutoffStrategy.of(curve, COST);

    assertThat(points).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(points.get(i).accepted()).isCloseTo((i + 1) / 20.0, within(0.02));
      assertThat(points.get(i).badRate()).isBetween(points.get(i).low(), points.get(i).high());
    }
    assertThat(points.get(19).badRate()).isCloseTo(curve.rate(), within(1e-9));
  }

  @Test
  void equalScoresAreDecidedAlike() {
    ScoreCurve curve = Sample.random(5, 500, 0.3, 3, false).curve();

    assertThat(CutoffStrategy.of(curve, COST)).hasSize(curve.size());
  }
}
