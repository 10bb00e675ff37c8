package io.riskmesh.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class EnglishNumbersTest {
  @Test
  void metricsKeepWhatMatters() {
    assertThat(EnglishNumbers.metric(0.7834)).isEqualTo("0.783");
    assertThat(EnglishNumbers.metric(0)).isEqualTo("0.000");
    assertThat(EnglishNumbers.metric(-0.0)).isEqualTo("0.000");
    assertThat(EnglishNumbers.metric(-0.0069)).isEqualTo("−0.007");
    assertThat(EnglishNumbers.metric(0.00034)).isEqualTo("0.0003");
    assertThat(EnglishNumbers.metric(2.5e-7)).isEqualTo("2.50e-07");
    assertThat(EnglishNumbers.metric(Double.NaN)).isEqualTo("n/a");
  }

  @Test
  void sharesAreNeverMinusZero() {
    assertThat(EnglishNumbers.percent(-0.0001)).isEqualTo("0.0%");
    assertThat(EnglishNumbers.percent(0.305)).isEqualTo("30.5%");
    assertThat(EnglishNumbers.percent(-0.25)).isEqualTo("−25.0%");
  }

  @Test
  void countsHaveSeparatorsAndTheRightPlural() {
    assertThat(EnglishNumbers.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(EnglishNumbers.count(12.25)).isEqualTo("12.3");
    assertThat(EnglishNumbers.count(1, "default")).isEqualTo("1 default");
    assertThat(EnglishNumbers.count(0, "default")).isEqualTo("0 defaults");
  }

  @Test
  void intervalsNeedBothEnds() {
    assertThat(EnglishNumbers.interval(0.1, 0.2)).isEqualTo("0.100 to 0.200");
    assertThat(EnglishNumbers.interval(null, 0.2)).isEqualTo("no interval");
    assertThat(EnglishNumbers.interval(0.1, Double.NaN)).isEqualTo("no interval");
  }

  @Test
  void timesAndSizesChangeTheirUnit() {
    assertThat(EnglishNumbers.seconds(6.32)).isEqualTo("6.3 s");
    assertThat(EnglishNumbers.seconds(59.96)).isEqualTo("1 min 00 s");
    assertThat(EnglishNumbers.seconds(7260)).isEqualTo("2 h 01 min");
    assertThat(EnglishNumbers.bytes(999)).isEqualTo("999 B");
    assertThat(EnglishNumbers.bytes(1_500)).isEqualTo("1.5 kB");
    assertThat(EnglishNumbers.bytes(999_999)).isEqualTo("1.0 MB");
    assertThat(EnglishNumbers.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
  }

  @Test
  void ticksAreRoundAndLieInTheRange() {
    assertThat(new AxisScale(0, 1, 0, 100).ticks(5))
        .containsExactly(0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0);
    assertThat(EnglishNumbers.tick(0.6000000000000001)).isEqualTo("0.6");
    assertThat(EnglishNumbers.tick(100)).isEqualTo("100");
    assertThat(EnglishNumbers.tick(-1e-12)).isEqualTo("0");
  }

  @Test
  void anyValuesGiveARangeWithAFewTicks() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      double size = Math.pow(10, random.nextInt(24) - 12);
      double first = random.nextGaussian() * size;
      double second =
          i % 3 == 0 ? first : i % 3 == 1 ? Math.nextUp(first) : random.nextGaussian() * size;
      double[] range = AxisScale.around(DoubleStream.of(first, second, Double.NaN), 0.1);
      AxisScale scale = new AxisScale(range[0], range[1], 0, 100);

      assertThat(scale.ticks(5))
          .hasSizeBetween(1, 12)
          .allMatch(t -> t >= range[0] - size && t <= range[1] + size);
      assertThat(scale.at(first)).isStrictlyBetween(0.0, 100.0);
    }
  }
}
