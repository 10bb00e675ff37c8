package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KolmogorovSmirnovTest {
  @Test
  void isTheLargestDistanceBetweenTheClasses() {
    Sample sample = Sample.of(new double[] {0.1, 0.2, 0.2, 0.6, 0.9}, 0, 0, 1, 0, 1);

    // Below 0.9: all three negatives, one of two positives.
    assertThat(KolmogorovSmirnov.of(sample.curve())).isEqualTo(0.5);
  }

  @Test
  void isZeroForAModelThatRanksTheWrongWayRound() {
    Sample sample = Sample.of(new double[] {0.1, 0.2, 0.8, 0.9}, 1, 1, 0, 0);

    assertThat(KolmogorovSmirnov.of(sample.curve())).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1,50,0.3,0", "2,80,0.3,8", "3,200,0.03,50", "4,4,0.5,0"})
  void equalsTheLargestOverAllThresholds(long seed, int size, double rate, int levels) {
    Sample sample = Sample.random(seed, size, rate, levels, false);
    double largest = 0;
    for (Sample.Scored row : sample.rows()) {
      double t = row.probability();
      largest = Math.max(largest, reaching(sample.scores(1), t) - reaching(sample.scores(0), t));
    }

    assertThat(KolmogorovSmirnov.of(sample.curve())).isCloseTo(largest, within(1e-14));
  }

  @Test
  void sameSeedGivesTheSameInterval() {
    ScoreCurve curve = Sample.random(5, 200, 0.3, 0, true).curve();

    assertThat(KolmogorovSmirnov.interval(curve, 42))
        .isEqualTo(KolmogorovSmirnov.interval(curve, 42))
        .isNotEqualTo(KolmogorovSmirnov.interval(curve, 43));
  }

  @Test
  void largeCurvesAreResampledInGroups() {
    ScoreCurve curve = Sample.random(6, 60_000, 0.1, 0, false).curve();
    ConfidenceInterval interval = KolmogorovSmirnov.interval(curve, 1);
    double value = KolmogorovSmirnov.of(curve);

    assertThat(curve.size()).isGreaterThan(40_000);
    assertThat(curve.merged(1_000).size()).isBetween(900, 1_000);
    assertThat(KolmogorovSmirnov.of(curve.merged(1_000))).isCloseTo(value, within(0.001));
    // Wald's error at a fixed threshold: p (1 - p) of both classes, about 0.0075.
    assertThat(interval.high() - interval.low()).isBetween(0.02, 0.04);
    assertThat(value).isBetween(interval.low(), interval.high());
  }

  @Test
  void mergingKeepsAllWeight() {
    ScoreCurve curve = Sample.random(7, 5_000, 0.02, 0, true).curve();
    ScoreCurve merged = curve.merged(100);

    assertThat(merged.size()).isLessThanOrEqualTo(100);
    assertThat(merged.positives().total()).isCloseTo(curve.positives().total(), within(1e-9));
    assertThat(merged.negatives().total()).isCloseTo(curve.negatives().total(), within(1e-9));
    assertThat(merged.effectiveRows()).isCloseTo(curve.effectiveRows(), within(1e-6));
  }

  @Test
  void hasNoIntervalWithoutOverlapOrWithOneRow() {
    double[] scores = {0.1, 0.2, 0.3, 0.4};

    assertThat(KolmogorovSmirnov.interval(Sample.of(scores, 0, 0, 1, 1).curve(), 1))
        .isEqualTo(ConfidenceInterval.none("the classes do not overlap"));
    assertThat(KolmogorovSmirnov.interval(Sample.of(scores, 0, 1, 0, 0).curve(), 1))
        .isEqualTo(ConfidenceInterval.none("a class has one row"));
  }

  @Test
  void intervalCoversTheTruthAboutAsOftenAsItSays() {
    // Margins of the classes are normal, 0.8 apart: KS = 2 Phi(0.4) - 1.
    double truth = 0.3108434832;
    int below = 0;
    int above = 0;
    int times = 300;
    for (int i = 0; i < times; i++) {
      ConfidenceInterval interval =
          KolmogorovSmirnov.interval(Sample.random(1_000 + i, 400, 0.3, 0, false).curve(), i);
      above += interval.low() > truth ? 1 : 0;
      below += interval.high() < truth ? 1 : 0;
    }

    // The end that a minimum in a gate is compared with.
    assertThat((double) below / times).isLessThan(0.05);
    assertThat((double) (above + below) / times).isBetween(0.02, 0.14);
  }

  private static double reaching(double[] scores, double threshold) {
    return (double) Arrays.stream(scores).filter(s -> s >= threshold).count() / scores.length;
  }
}
