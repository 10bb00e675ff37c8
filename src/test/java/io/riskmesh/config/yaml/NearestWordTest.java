package io.riskmesh.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {
  @Test
  void countsEdits() {
    assertThat(NearestWord.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestWord.distance("", "abc")).isEqualTo(3);
    assertThat(NearestWord.distance("Rounds", "rounds")).isZero();
  }

  @Test
  void suggestsTheNearestUnlessItIsFarOff() {
    List<String> known = List.of("rounds", "earlyStoppingRounds", "workers");

    assertThat(NearestWord.to("round", known)).contains("rounds");
    assertThat(NearestWord.to("early_stopping_rounds", known)).contains("earlyStoppingRounds");
    assertThat(NearestWord.to("zzz", known)).isEmpty();
    assertThat(NearestWord.to("x", List.of())).isEmpty();
    assertThat(NearestWord.to("7", List.of("0", "1"))).isEmpty();
  }
}
