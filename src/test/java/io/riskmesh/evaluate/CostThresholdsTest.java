package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.evaluate.Evaluation.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostThresholdsTest {
  private static final EvaluationConfig EQUAL = new EvaluationConfig(1, 1);

  @Test
  void liesMidwayBetweenTwoScores() {
    ScoreCurve curve = Sample.of(new double[] {0.125, 0.25, 0.5, 0.75}, 0, 0, 1, 1).curve();

    assertThat(CostThresholds.cheapest(curve, EQUAL)).isEqualTo(0.375);
  }

  @Test
  void ofEqualCostsTakesTheOneThatRefusesTheFewest() {
    // Refusing from 0.9 on or from 0.3 on each makes one error.
    ScoreCurve curve = Sample.of(new double[] {0.1, 0.3, 0.5, 0.9}, 0, 1, 0, 1).curve();

    assertThat(CostThresholds.cheapest(curve, EQUAL)).isBetween(0.5, 0.9);
  }

  @Test
  void refusesEveryoneOrNoOneWhereThatCostsLeast() {
    ScoreCurve curve = Sample.of(new double[] {0.2, 0.4, 0.6, 0.8}, 1, 0, 1, 0).curve();

    double everyone = CostThresholds.cheapest(curve, new EvaluationConfig(1, 100));
    double noOne = CostThresholds.cheapest(curve, new EvaluationConfig(100, 1));
    assertThat(everyone).isZero();
    assertThat(noOne).isGreaterThan(1).isEqualTo(Math.nextUp(1.0));
    ScoreCurve certain = Sample.of(new double[] {0, 1}, 0, 1).curve();
    assertThat(CostThresholds.apply(everyone, certain, EQUAL).trueNegatives()).isZero();
    assertThat(CostThresholds.apply(noOne, certain, EQUAL).truePositives()).isZero();
  }

  @Test
  void rowsAtTheThresholdAreRefused() {
    ScoreCurve curve = Sample.of(new double[] {0.25, 0.5, 0.5, 0.75}, 0, 0, 1, 1).curve();
    Decision decision = CostThresholds.apply(0.5, curve, new EvaluationConfig(1, 5));

    assertThat(decision).isEqualTo(new Decision(0.5, 1, 5, 0.25, 2, 1, 1, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noOtherThresholdCostsLess(long seed) {
    ScoreCurve curve = Sample.random(seed, 200, 0.3, seed % 2 == 0 ? 12 : 0, seed > 3).curve();
    EvaluationConfig cost = new EvaluationConfig(1, 3);
    double least = CostThresholds.apply(CostThresholds.cheapest(curve, cost), curve, cost).cost();

    for (int i = 0; i <= 1_000; i++) {
      double other = CostThresholds.apply(i / 1_000.0, curve, cost).cost();
      assertThat(other).isGreaterThanOrEqualTo(least - 1e-12);
    }
  }
}
