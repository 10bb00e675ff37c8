package io.riskmesh.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.train.FoldScore;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldComparisonTest {
  private static final List<FoldScore> SCORES =
      List.of(
          new FoldScore(0, 0, List.of(0.50, 0.47)),
          new FoldScore(0, 1, List.of(0.52, 0.50)),
          new FoldScore(0, 2, List.of(0.49, 0.48)),
          new FoldScore(0, 3, List.of(0.51, 0.49)));

  /**
   * Differences 0.03, 0.02, 0.01, 0.02: mean 0.02, variance 6.667e-5; (1/4 + 1/3) of it has the
   * root 0.0062361, and t(0.975, 3) is 3.182446.
   */
  @Test
  void theIntervalIsCorrectedForTheOverlapOfTheFolds() {
    FoldComparison compared = FoldComparison.of(400, 4, 1, SCORES, false);

    assertThat(compared.own()).isCloseTo(0.505, within(1e-12));
    assertThat(compared.selected()).isCloseTo(0.485, within(1e-12));
    assertThat(compared.gain()).isCloseTo(0.02, within(1e-12));
    assertThat(compared.low()).isCloseTo(0.02 - 0.0062361 * 3.182446, within(1e-6));
    assertThat(compared.high()).isCloseTo(0.02 + 0.0062361 * 3.182446, within(1e-6));
    assertThat(compared.isProven()).isTrue();
  }

  @Test
  void aHigherMetricIsALossIfLowerIsBetter() {
    FoldComparison compared = FoldComparison.of(400, 4, 1, SCORES, true);

    assertThat(compared.gain()).isCloseTo(-0.02, within(1e-12));
    assertThat(compared.isProven()).isFalse();
  }
}
