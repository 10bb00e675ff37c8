package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.Evaluation.Recalibration;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiskGradesTest {
  private static final RiskBands BANDS =
      new RiskBands(
          List.of(
              new Band("A", 0.1), new Band("B", 0.3), new Band("C", 0.31), new Band("D", null)));

  /** Returns the given numbers of rows, of which so many default, at the given probabilities. */
  private static ScoreCurve margins(double[] probabilities, int[] rows, int[] defaults) {
    int all = Arrays.stream(rows).sum();
    double[] scores = new double[all];
    int[] labels = new int[all];
    int at = 0;
    for (int group = 0; group < rows.length; group++) {
      for (int i = 0; i < rows[group]; i++) {
        scores[at] = probabilities[group];
        labels[at++] = i < defaults[group] ? 1 : 0;
      }
    }
    return Sample.of(scores, labels).margins();
  }

  @Test
  void theTestsAreThoseOfScipy() {
    ScoreCurve curve =
        margins(new double[] {0.05, 0.2, 0.5}, new int[] {100, 50, 40}, new int[] {9, 12, 19});

    GradeTable table = RiskGrades.of(curve, Calibrator.IDENTITY, BANDS);

    List<RiskGrade> grades = table.grades();
    assertThat(grades).extracting(RiskGrade::name).containsExactly("A", "B", "C", "D");
    assertThat(grades).extracting(RiskGrade::rows).containsExactly(100.0, 50.0, 0.0, 40.0);
    assertThat(grades.get(0).rate()).isEqualTo(0.09);
    assertThat(grades.get(0).pd()).isCloseTo(0.05, within(1e-6));
    // scipy.stats.binomtest(9, 100, 0.05, alternative="greater").pvalue, and (12, 50, 0.2), (19,
    // 40, 0.5)
    assertThat(grades.get(0).pValue()).isCloseTo(0.0630895906, within(1e-5));
    assertThat(grades.get(1).pValue()).isCloseTo(0.2893323950, within(1e-5));
    assertThat(grades.get(3).pValue()).isCloseTo(0.6820859987, within(1e-5));
    assertThat(grades.get(2).rate()).isNull();
    // sum((d - n p)^2 / (n p (1 - p))), scipy.stats.chi2.sf of it with 3
    assertThat(table.statistic()).isCloseTo(3.9684210526, within(1e-4));
    assertThat(table.degrees()).isEqualTo(3);
    assertThat(table.pValue()).isCloseTo(0.2648943383, within(1e-5));
    assertThat(table.leastExpected()).isCloseTo(5, within(1e-4));
    assertThat(table.concentration())
        .isCloseTo((100.0 * 100 + 50 * 50 + 40 * 40) / (190.0 * 190), within(1e-12));
    assertThat(table.inversions()).isEmpty();
  }

  @Test
  void aPlantedMiscalibratedGradeIsTold() {
    ScoreCurve curve =
        margins(new double[] {0.05, 0.2, 0.5}, new int[] {400, 400, 400}, new int[] {20, 140, 120});

    GradeTable table = RiskGrades.of(curve, Calibrator.IDENTITY, BANDS);

    assertThat(table.grades().get(1).pValue()).isLessThan(1e-6);
    assertThat(table.grades().get(0).pValue()).isGreaterThan(0.05);
    assertThat(table.pValue()).isLessThan(1e-6);
    assertThat(table.inversions()).containsExactly("D");
  }

  @Test
  void aGradeWithoutDefaultsIsNotUnlikely() {
    assertThat(RiskGrades.atLeast(0, 10, 0.3)).isEqualTo(1);
    assertThat(RiskGrades.atLeast(10, 10, 0.5)).isCloseTo(Math.pow(0.5, 10), within(1e-12));
  }

  /** In nineteen of twenty samples of a right model, the chance is above a twentieth. */
  @Test
  void chancesOfARightModelAreUniform() {
    Random random = new Random(11);
    int low = 0;
    for (int sample = 0; sample < 400; sample++) {
      int defaults = 0;
      for (int i = 0; i < 200; i++) {
        defaults += random.nextDouble() < 0.2 ? 1 : 0;
      }
      low += RiskGrades.atLeast(defaults, 200, 0.2) < 0.05 ? 1 : 0;
    }
    assertThat(low).isBetween(6, 34);
  }

  /** A margin that is twice too far from 0 is mended by the calibrator, and its metrics say so. */
  @Test
  void metricsOfTheCalibratedProbabilityAreThoseOfItsCurve() {
    ScoreCurve validation = Sample.random(1, 4_000, 0.3, 0, false).margins();
    ScoreCurve test = Sample.random(2, 4_000, 0.3, 0, true).margins();

    Recalibration found =
        CurveMetrics.recalibrated(
            PlattScaling.fit(validation.mapped(m -> 2 * m)),
            validation.mapped(m -> 2 * m),
            test.mapped(m -> 2 * m),
            OptionalDouble.of(0.1));

    assertThat(found.metrics())
        .extracting(Metric::name)
        .containsExactly(
            "calibrated.logLoss", "calibrated.brier", "calibrated.calibrationInTheLarge");
    Metric brier = found.metrics().get(1);
    assertThat(brier.value()).isCloseTo(found.brier(), within(1e-12));
    assertThat(brier.low()).isLessThan(brier.value());
    assertThat(found.metrics().get(0).value()).isCloseTo(found.logLoss(), within(1e-12));
    // Before it is anchored: the mean is that of validation.
    assertThat(found.metrics().get(2).value()).isLessThan(0.05);
    assertThat(found.anchor().shift()).isLessThan(-0.5);
    assertThat(found.anchor().observed()).isEqualTo(validation.rate());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.02, 0.3, 0.9})
  void theAnchorIsTheMeanOfTheCalibratedProbability(double rate) {
    for (boolean weighted : new boolean[] {false, true}) {
      ScoreCurve curve = Sample.random(5, 800, 0.3, 0, weighted).margins();

      Calibrator anchored = LongRunAnchor.shifted(new Calibrator(0.8, -0.2), curve, rate);

      double mean = 0;
      for (int i = 0; i < curve.size(); i++) {
        mean += curve.at(i) / curve.total() * anchored.probability(curve.score(i));
      }
      assertThat(mean).isCloseTo(rate, within(1e-12));
      assertThat(anchored.slope()).isEqualTo(0.8);
    }
  }
}
