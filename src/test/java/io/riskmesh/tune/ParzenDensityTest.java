package io.riskmesh.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParzenDensityTest {
  private final ParzenDensity density = new ParzenDensity(0, 0.1, 0.15, 0.9);

  @Test
  void integratesToOne() {
    double sum =
        IntStream.range(0, 10_000).mapToDouble(i -> density.density((i + 0.5) / 10_000)).sum();
    assertThat(sum / 10_000).isCloseTo(1, within(1e-6));
  }

  @Test
  void isHighestNearTheObservationsAndNowhereZero() {
    assertThat(density.density(0.1)).isGreaterThan(density.density(0.5));
    assertThat(new ParzenDensity(0, 0).density(1)).isCloseTo(1.0 / 3, within(1e-6));
  }

  @Test
  void drawsByTheDensity() {
    SplittableRandom random = new SplittableRandom(5);
    double[] drawn = DoubleStream.generate(() -> density.draw(random)).limit(20_000).toArray();
    double below =
        IntStream.range(0, 3_000).mapToDouble(i -> density.density((i + 0.5) / 10_000)).sum()
            / 10_000;

    assertThat(DoubleStream.of(drawn)).allMatch(x -> x >= 0 && x <= 1);
    assertThat(DoubleStream.of(drawn).filter(x -> x < 0.3).count() / 20_000.0)
        .isCloseTo(below, within(0.015));
  }
}
