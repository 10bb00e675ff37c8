package io.riskmesh.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SobolPointsTest {
  /**
   * The first points of scipy.stats.qmc.Sobol(3, scramble=False), scipy 1.17.1, which uses the
   * direction numbers of Joe and Kuo (2008).
   */
  private static final double[][] REFERENCE = {
    {0, 0, 0},
    {0.5, 0.5, 0.5},
    {0.75, 0.25, 0.25},
    {0.25, 0.75, 0.75},
    {0.375, 0.375, 0.625},
    {0.875, 0.875, 0.125},
    {0.625, 0.125, 0.875},
    {0.125, 0.625, 0.375},
  };

  @Test
  void isTheReferenceSequenceMovedByOneShift() {
    SplittableRandom random = new SplittableRandom(42);
    double[] shift = random.doubles(3).toArray();
    SobolPoints points = new SobolPoints(3, 42);
    for (int i = 0; i < REFERENCE.length; i++) {
      double[] point = points.point(i);
      for (int d = 0; d < 3; d++) {
        assertThat(point[d]).isCloseTo((REFERENCE[i][d] + shift[d]) % 1, within(1e-12));
      }
    }
  }

  /** Of 16 points, each of 16 equal intervals of every dimension has one. */
  @Test
  void coversEveryDimensionEvenly() {
    SobolPoints points = new SobolPoints(12, 7);
    for (int dimension = 0; dimension < 12; dimension++) {
      int at = dimension;
      double shift = points.point(0)[at];
      assertThat(
              IntStream.range(0, 16)
                  .map(i -> (int) Math.floor(16 * ((points.point(i)[at] - shift + 1 + 1e-9) % 1))))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void anotherSeedMovesThePoints() {
    assertThat(new SobolPoints(2, 1).point(3)).isEqualTo(new SobolPoints(2, 1).point(3));
    assertThat(new SobolPoints(2, 1).point(3)).isNotEqualTo(new SobolPoints(2, 2).point(3));
  }
}
