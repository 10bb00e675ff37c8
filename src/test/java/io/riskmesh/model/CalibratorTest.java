package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.model.Calibrator.CalibrationPoint;
import java.util.ArrayList;
import java.util.List;
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
  void pointsAreJoinedByLinesAndEndFlat() {
    Calibrator calibrator = points(0, -1, 0.1, 1, 0.3, 2, 0.3);

    assertThat(calibrator.probability(-5)).isEqualTo(0.1);
    assertThat(calibrator.probability(-1)).isEqualTo(0.1);
    assertThat(calibrator.probability(0)).isCloseTo(0.2, within(1e-15));
    assertThat(calibrator.probability(1)).isEqualTo(0.3);
    assertThat(calibrator.probability(1.5)).isEqualTo(0.3);
    assertThat(calibrator.probability(9)).isEqualTo(0.3);
    // Log odds of 0.2 and one more.
    assertThat(calibrator.withIntercept(1).probability(0))
        .isCloseTo(1 / (1 + 4 * Math.exp(-1)), within(1e-15));
  }

  @Test
  void neverFallsFromOneFloatToTheNext() {
    Calibrator calibrator = points(0.3, 0.1f, 0.1, 0.10001f, 0.3, 0.2f, 0.7, 3e38, 0.9);
    double before = 0;
    for (float margin = 0.0999f; margin < 0.21f; margin = Math.nextUp(margin)) {
      double now = calibrator.probability(margin);
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }

  @Test
  void refusesPointsThatFallOrHaveNoLogOdds() {
    for (double[] points :
        new double[][] {{0, 0.1, 0, 0.2}, {0, 0.2, 1, 0.1}, {0, 0, 1, 0.1}, {0, 0.1, 1, 1}}) {
      assertThatThrownBy(() -> points(0, points))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("invalid calibrator");
    }
  }

  /** Margins and probabilities by turns. */
  private static Calibrator points(double intercept, double... numbers) {
    List<CalibrationPoint> points = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 2) {
      points.add(new CalibrationPoint(numbers[i], numbers[i + 1]));
    }
    return new Calibrator(1, intercept, points);
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
