package io.riskmesh.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.Python;
import io.riskmesh.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PsiTest {
  @Test
  void isTheSumOverGroups() {
    Psi psi = Psi.of(List.of(60L, 30L), List.of(30L, 60L));
    double p = 60.5 / 91;
    double q = 30.5 / 91;
    assertThat(psi.value()).isCloseTo(2 * (p - q) * Math.log(p / q), within(1e-15));
    assertThat(psi.groups()).isEqualTo(2);
  }

  @Test
  void equalSharesHaveNone() {
    assertThat(Psi.of(List.of(10L, 20L, 30L), List.of(10L, 20L, 30L)).value()).isZero();
    assertThat(Psi.of(List.of(100_000L, 200_000L), List.of(10L, 20L)).value())
        .isCloseTo(0, within(1e-3));
  }

  @Test
  void whatOnlyOneSideHasIsFinite() {
    Psi psi = Psi.of(List.of(500L, 500L, 0L, 0L), List.of(0L, 50L, 50L, 0L));
    assertThat(psi.groups()).as("a group that neither side has is none").isEqualTo(3);
    assertThat(psi.value()).isGreaterThan(3).isFinite();
  }

  @Test
  void oneGroupOrNoRowsSayNothing() {
    assertThat(Psi.of(List.of(7L, 0L), List.of(9L, 0L))).isEqualTo(new Psi(0, 0, 1));
    assertThat(Psi.of(List.of(7L, 3L), List.of(0L, 0L)).exceeds(0.1)).isFalse();
  }

  @Test
  void numpyAndScipyAgree() throws Exception {
    String out = Python.run("reference_psi.py", "300,200,0,100,400", "10,60,20,5,105");
    JsonNode expected = JsonText.read(out.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    Psi psi = Psi.of(List.of(300L, 200L, 0L, 100L, 400L), List.of(10L, 60L, 20L, 5L, 105L));
    assertThat(psi.value()).isCloseTo(expected.path("psi").asDouble(), within(1e-12));
    assertThat(psi.noise()).isCloseTo(expected.path("noise").asDouble(), within(1e-9));
  }

  /**
   * 20,000 pairs of samples of one population: at 99.9 %, about twenty exceed the bound, not
   * hundreds.
   */
  @Test
  void samplingStaysBelowTheNoiseInAllButOneOfAThousandCases() {
    Random random = new Random(20);
    long above =
        IntStream.range(0, 20_000)
            .filter(
                i -> {
                  Psi psi = Psi.of(sample(random, 1000), sample(random, 200));
                  return psi.value() > psi.noise();
                })
            .count();
    assertThat(above).isBetween(1L, 45L);
  }

  private static List<Long> sample(Random random, int rows) {
    long[] counts = new long[10];
    for (int i = 0; i < rows; i++) {
      counts[random.nextInt(10)]++;
    }
    return LongStream.of(counts).boxed().toList();
  }

  @Test
  void twoHundredRowsOfTheSamePopulationCryNoWolf() {
    Random random = new Random(7);
    List<Long> then = Collections.nCopies(10, 100L);
    for (int i = 0; i < 365; i++) {
      assertThat(Psi.of(then, sample(random, 200)).exceeds(0.2)).isFalse();
    }
  }
}
