package io.riskmesh.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.train.TrialResult;
import io.riskmesh.train.TrialResult.TrialEnd;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HalvingRungsTest {
  private final HalvingRungs lower = new HalvingRungs(270, false);

  static TrialResult trial(int number, TrialEnd end, double score, Double... rungs) {
    return new TrialResult(number, Map.of(), List.of(rungs), score, 0, 1, end, 0.1);
  }

  @Test
  void rungsAreThirdsOfTheRoundsOfTheFirstTrial() {
    assertThat(lower.rungs(270, 1)).containsExactly(10, 30, 90);
    assertThat(lower.rungs(54, 1)).containsExactly(2, 6, 18);
    assertThat(new HalvingRungs(2, false).rungs(2, 1)).containsExactly(1);
    assertThat(new HalvingRungs(1, false).rungs(1, 1)).isEmpty();
  }

  @Test
  void aSlowLearnerHasMoreRoundsToARung() {
    assertThat(lower.rungs(270, 0.5)).containsExactly(20, 60, 180);
    assertThat(lower.rungs(270, 2)).containsExactly(5, 15, 45);
    assertThat(lower.rungs(270, 0.1)).containsExactly(100);
    assertThat(lower.rungs(270, 1e9)).containsExactly(1, 2, 3);
  }

  @Test
  void theBestThirdGoesOn() {
    List<TrialResult> earlier =
        IntStream.range(0, 8).mapToObj(i -> trial(i, TrialEnd.RUNG, i, (double) i)).toList();
    assertThat(lower.goesOn(earlier, List.of(1.5))).isTrue();
    assertThat(lower.goesOn(earlier, List.of(2.5))).isFalse();
    assertThat(new HalvingRungs(270, true).goesOn(earlier, List.of(5.5))).isTrue();
    assertThat(new HalvingRungs(270, true).goesOn(earlier, List.of(4.5))).isFalse();
  }

  @Test
  void onlyTrialsAtTheSameRungCount() {
    List<TrialResult> earlier = List.of(trial(0, TrialEnd.RUNG, 1, 1.0));
    assertThat(lower.goesOn(earlier, List.of(2.0))).isFalse();
    assertThat(lower.goesOn(earlier, List.of(2.0, 2.0))).isTrue();
  }

  @Test
  void whoCameFurtherIsBetter() {
    TrialResult far = trial(0, TrialEnd.ROUNDS, 0.9, 0.9);
    TrialResult good = trial(1, TrialEnd.RUNG, 0.1, 0.1);
    TrialResult better = trial(2, TrialEnd.EARLY_STOPPING, 0.5);
    TrialResult twin = trial(3, TrialEnd.ROUNDS, 0.5);
    TrialResult further = trial(4, TrialEnd.RUNG, 0.7, 0.8, 0.7);

    assertThat(List.of(far, good, twin, better, further).stream().sorted(lower.bestFirst()))
        .containsExactly(better, twin, far, further, good);
  }
}
