package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PointScaleTest {
  private static final PointScale SCALE = new PointScale(600, 50, 20);

  @Test
  void anchorsTheScoreAtItsOddsAndDoublesThemEveryTwentyPoints() {
    assertThat(SCALE.points(-Math.log(50))).isCloseTo(600, within(1e-9));
    assertThat(SCALE.points(-Math.log(100))).isCloseTo(620, within(1e-9));
    assertThat(SCALE.points(-Math.log(25))).isCloseTo(580, within(1e-9));
  }

  @Test
  void aMarginIsThatOfItsPoints() {
    for (double margin = -6; margin <= 6; margin += 0.25) {
      assertThat(SCALE.margin(SCALE.points(margin))).isCloseTo(margin, within(1e-12));
    }
  }

  @Test
  void totalsAreWholePoints() {
    assertThat(SCALE.total(SCALE.margin(611.4999))).isEqualTo(611);
    assertThat(SCALE.total(SCALE.margin(611.5001))).isEqualTo(612);
    assertThat(PointScale.rounded(0.5)).isEqualTo(1);
    assertThat(PointScale.rounded(-0.5)).isZero();
    assertThat(PointScale.rounded(-1.6)).isEqualTo(-2);
  }
}
