package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibratorTest {
  @Test
  void theIdentityIsTheLogisticFunction() {
    assertThat(Calibrator.IDENTITY.probability(0)).isEqualTo(0.5);
    assertThat(Calibrator.IDENTITY.probability(Math.log(3))).isCloseTo(0.75, within(1e-15));
  }

  @Test
  void isALineOnTheScaleOfLogOdds() {
    Calibrator calibrator = new Calibrator(2, -1);

    assertThat(calibrator.probability(0.5)).isEqualTo(0.5);
    assertThat(calibrator.probability(1)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-15));
  }

  @Test
  void staysAProbabilityAtEveryMargin() {
    Calibrator calibrator = new Calibrator(7, 3);

    assertThat(calibrator.probability(-Float.MAX_VALUE)).isZero();
    assertThat(calibrator.probability(Float.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void refusesWhatWouldTurnBorrowersRound() {
    refused(0, 0);
    refused(-1, 0);
    refused(Double.NaN, 0);
    refused(Double.POSITIVE_INFINITY, 0);
    refused(1, Double.NaN);
  }

  private static void refused(double slope, double intercept) {
    assertThatThrownBy(() -> new Calibrator(slope, intercept))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slope");
  }
}
