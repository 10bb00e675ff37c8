package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.evaluate.Evaluation.CalibrationBin;
import io.riskmesh.evaluate.Evaluation.Decile;
import io.riskmesh.evaluate.Evaluation.PrPoint;
import io.riskmesh.evaluate.Evaluation.RocPoint;
import io.riskmesh.evaluate.Evaluation.ScoreBin;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the curves and bins that a report draws. */
class ShapesTest {
  @Test
  void smallRocKeepsEveryPoint() {
    ScoreCurve curve = Sample.of(new double[] {0.1, 0.4, 0.4, 0.8}, 0, 0, 1, 1).curve();

    assertThat(RocCurve.points(curve))
        .containsExactly(
            new RocPoint(0, 0), new RocPoint(0, 0.5), new RocPoint(0.5, 1), new RocPoint(1, 1));
  }

  @Test
  void largeRocKeepsCornersSummitAndArea() {
    for (double rate : new double[] {0.3, 0.01}) {
      ScoreCurve curve = Sample.random(1, 20_000, rate, 0, false).curve();
      List<RocPoint> points = RocCurve.points(curve);
      double summit =
          points.stream()
              .mapToDouble(p -> p.truePositiveRate() - p.falsePositiveRate())
              .max()
              .orElseThrow();

      assertThat(points).hasSizeBetween(150, 200);
      assertThat(points.get(0)).isEqualTo(new RocPoint(0, 0));
      assertThat(points.get(points.size() - 1)).isEqualTo(new RocPoint(1, 1));
      assertThat(summit).isCloseTo(KolmogorovSmirnov.of(curve), within(1e-12));
      assertThat(trapezoids(points)).isCloseTo(Auc.area(curve), within(0.003));
    }
  }

  @Test
  void precisionRecallFallsFromTheHighestScore() {
    ScoreCurve curve = Sample.of(new double[] {0.1, 0.4, 0.4, 0.8}, 0, 0, 1, 1).curve();

    assertThat(PrecisionRecall.points(curve))
        .containsExactly(new PrPoint(0.5, 1), new PrPoint(1, 2 / 3.0), new PrPoint(1, 0.5));
  }

  @Test
  void largePrecisionRecallKeepsBothEnds() {
    ScoreCurve curve = Sample.random(2, 20_000, 0.05, 0, true).curve();
    List<PrPoint> points = PrecisionRecall.points(curve);

    assertThat(points).hasSizeBetween(150, 200);
    assertThat(points).isSortedAccordingTo(java.util.Comparator.comparing(PrPoint::recall));
    assertThat(points.get(points.size() - 1).recall()).isCloseTo(1, within(1e-12));
    assertThat(points.get(points.size() - 1).precision()).isCloseTo(curve.rate(), within(1e-12));
  }

  @Test
  void calibrationBinsHoldEquallyManyRows() {
    Sample sample = Sample.of(Sample.tenths(), 0, 0, 0, 0, 0, 1, 0, 1, 1, 1);
    List<CalibrationBin> bins = CalibrationMetrics.bins(sample.curve());

    assertThat(bins).hasSize(10).allMatch(bin -> bin.rows() == 1);
    assertThat(bins.get(5).observed()).isEqualTo(1);
    assertThat(bins.get(5).predicted()).isCloseTo(0.55, within(1e-7));
    assertThat(bins.get(5).low()).isCloseTo(0.20654, within(1e-5));
  }

  @Test
  void calibrationBinsNeverTearEqualScoresApart() {
    Sample sample = Sample.of(new double[] {0.2, 0.2, 0.2, 0.7}, 0, 1, 0, 1);
    List<CalibrationBin> bins = CalibrationMetrics.bins(sample.curve());

    assertThat(bins).extracting(CalibrationBin::rows).containsExactly(3.0, 1.0);
    assertThat(bins.get(0).observed()).isCloseTo(1 / 3.0, within(1e-15));
  }

  @Test
  void calibrationBinsAddUp() {
    ScoreCurve curve = Sample.random(3, 999, 0.2, 0, true).curve();
    List<CalibrationBin> bins = CalibrationMetrics.bins(curve);

    assertThat(bins).hasSize(10);
    assertThat(bins.stream().mapToDouble(CalibrationBin::rows).sum())
        .isCloseTo(curve.total(), within(1e-9));
    assertThat(bins.stream().mapToDouble(bin -> bin.rows() * bin.observed()).sum())
        .isCloseTo(curve.positives().total(), within(1e-9));
    assertThat(bins).allMatch(b -> b.low() <= b.observed() && b.observed() <= b.high());
  }

  @Test
  void decilesKnowRateLiftAndCapture() {
    Sample sample = Sample.of(Sample.tenths(), 0, 0, 0, 0, 0, 1, 0, 1, 1, 1);
    List<Decile> deciles = RiskDeciles.of(sample.curve());

    assertThat(deciles.get(0)).isEqualTo(new Decile(1, 1, 1, 1, 2.5, 0.25));
    assertThat(deciles.get(3)).isEqualTo(new Decile(4, 1, 0, 0, 0, 0.75));
    assertThat(deciles.get(9)).isEqualTo(new Decile(10, 1, 0, 0, 0, 1));
  }

  @Test
  void decilesDivideEqualScoresInProportion() {
    Sample sample = Sample.of(new double[] {0.5, 0.5, 0.5, 0.5}, 0, 1, 0, 0);

    assertThat(RiskDeciles.of(sample.curve()))
        .allSatisfy(
            decile -> {
              assertThat(decile.rows()).isEqualTo(0.4);
              assertThat(decile.rate()).isCloseTo(0.25, within(1e-15));
              assertThat(decile.lift()).isCloseTo(1, within(1e-15));
            });
  }

  @Test
  void decilesAddUp() {
    for (int seed = 0; seed < 30; seed++) {
      ScoreCurve curve =
          Sample.random(seed, 7 + seed * 13, 0.2, seed % 3 * 5, seed % 2 == 0).curve();
      List<Decile> deciles = RiskDeciles.of(curve);

      assertThat(deciles).hasSize(10);
      assertThat(deciles.get(9).captured()).isCloseTo(1, within(1e-12));
      assertThat(deciles.stream().mapToDouble(Decile::positives).sum())
          .isCloseTo(curve.positives().total(), within(1e-9));
    }
  }

  @Test
  void histogramHoldsBothEnds() {
    Sample sample = Sample.of(new double[] {0, 0.04, 0.05, 1, 1}, 0, 0, 0, 1, 0);
    List<ScoreBin> bins = CalibrationMetrics.histogram(sample.curve());

    assertThat(bins).hasSize(20);
    assertThat(bins.get(0)).isEqualTo(new ScoreBin(0, 0.05, 0, 0.5));
    assertThat(bins.get(1).negatives()).isEqualTo(0.25);
    assertThat(bins.get(19)).isEqualTo(new ScoreBin(0.95, 1, 1, 0.25));
  }

  private static double trapezoids(List<RocPoint> points) {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      RocPoint a = points.get(i - 1);
      RocPoint b = points.get(i);
      area +=
          (b.falsePositiveRate() - a.falsePositiveRate())
              * (a.truePositiveRate() + b.truePositiveRate())
              / 2;
    }
    return area;
  }
}
