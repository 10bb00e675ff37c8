package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void countsEdits() {
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("Rounds", "rounds")).isZero();
  }

  @Test
  void suggestsTheNearestUnlessItIsFarOff() {
    List<String> known = List.of("rounds", "earlyStoppingRounds", "workers");

    assertThat(Nearest.to("round", known)).contains("rounds");
    assertThat(Nearest.to("early_stopping_rounds", known)).contains("earlyStoppingRounds");
    assertThat(Nearest.to("zzz", known)).isEmpty();
    assertThat(Nearest.to("x", List.of())).isEmpty();
    assertThat(Nearest.to("7", List.of("0", "1"))).isEmpty();
  }
}
