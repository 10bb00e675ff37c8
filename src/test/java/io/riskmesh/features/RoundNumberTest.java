package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundNumberTest {
  @ParameterizedTest
  @CsvSource({
    "23, 24, 24",
    "23, 29, 26",
    "1345, 1423, 1400",
    "-3, 5, 0",
    "0, 1, 1",
    "-1, 0, 0",
    "0.12, 0.13, 0.13",
    "0.121, 0.1298, 0.125",
    "-0.5, -0.25, -0.4",
    "999, 1001, 1000",
    "4.9e-324, 9.9e-324, 9.9e-324"
  })
  void isRoundAndBetween(double low, double high, double round) {
    assertThat(RoundNumber.between(low, high)).isEqualTo(round);
  }

  @Test
  void isAlwaysAboveOneAndAtMostTheOther() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      double low = Math.scalb(random.nextGaussian(), random.nextInt(200) - 100);
      double high =
          random.nextBoolean() ? Math.nextUp(low) : low + Math.abs(low) * random.nextDouble();
      if (low < high) {
        double round = RoundNumber.between(low, high);
        assertThat(round).isGreaterThan(low).isLessThanOrEqualTo(high);
      }
    }
  }
}
