package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.Python;
import io.riskmesh.SparkTest;
import io.riskmesh.config.CalibrationMethod;
import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.Calibrator.CalibrationPoint;
import io.riskmesh.store.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class IsotonicScalingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static EvaluationConfig isotonic(OptionalDouble longRunRate) {
    return new EvaluationConfig(
        1,
        5,
        Optional.empty(),
        longRunRate,
        CalibrationMethod.ISOTONIC,
        List.of(),
        List.of(),
        OptionalInt.empty());
  }

  @Test
  void agreesWithScikitLearn(SparkSession spark, @TempDir Path folder) throws IOException {
    Map<String, Sample> samples = new TreeMap<>();
    samples.put("distinct", Sample.random(11, 500, 0.3, 0, false));
    samples.put("ties", Sample.random(12, 700, 0.2, 9, false));
    samples.put("rare", Sample.random(13, 3_000, 0.01, 0, false));
    samples.put("weights", Sample.random(14, 400, 0.3, 0, true));
    samples.put("weights and ties", Sample.random(15, 900, 0.4, 25, true));
    List<Double> at = IntStream.rangeClosed(-400, 400).mapToObj(i -> i / 50.0).toList();
    Path file = folder.resolve("cases.json");
    Files.write(
        file, JSON.writeValueAsBytes(Map.of("at", at, "cases", PlattScalingTest.cases(samples))));

    JsonNode reference = JSON.readTree(Python.run("reference_isotonic.py", "" + file));

    samples.forEach(
        (name, sample) -> {
          CalibratorFit fit = IsotonicScaling.fit(sample.margins(), spark);
          assertThat(fit.how()).as(name).isEqualTo("isotonic regression on validation");
          for (int i = 0; i < at.size(); i++) {
            assertThat(fit.calibrator().probability(at.get(i)))
                .as("%s at %s", name, at.get(i))
                .isCloseTo(reference.get(name).get(i).asDouble(), within(1e-9));
          }
        });
  }

  /** Violators are pooled to their mean; both ends stay away from 0 and 1. */
  @Test
  void tenRowsByHand(SparkSession spark) {
    Sample sample = Sample.of(Sample.tenths(), 0, 0, 1, 0, 0, 1, 0, 1, 1, 1);

    Calibrator calibrator = IsotonicScaling.fit(sample.margins(), spark).calibrator();

    float[] margins = new float[10];
    for (int i = 0; i < 10; i++) {
      margins[i] = sample.rows().get(i).margin();
    }
    assertThat(calibrator.points())
        .extracting(CalibrationPoint::margin)
        .containsExactly(
            (double) margins[0],
            (double) margins[1],
            (double) margins[2],
            (double) margins[4],
            (double) margins[5],
            (double) margins[6],
            (double) margins[7],
            (double) margins[9]);
    // Rows 3 to 5 have one default, rows 6 and 7 one; the classes have five rows each.
    double[] expected = {1 / 7.0, 1 / 7.0, 1 / 3.0, 1 / 3.0, 0.5, 0.5, 6 / 7.0, 6 / 7.0};
    for (int i = 0; i < expected.length; i++) {
      assertThat(calibrator.points().get(i).probability()).isCloseTo(expected[i], within(1e-15));
    }
    double between = (margins[1] + (double) margins[2]) / 2;
    assertThat(calibrator.probability(between)).isCloseTo((1 / 7.0 + 1 / 3.0) / 2, within(1e-12));
    assertThat(calibrator.probability(-1e30)).isEqualTo(expected[0]);
    assertThat(calibrator.probability(1e30)).isEqualTo(expected[7]);
  }

  @Test
  void whatOutcomesCannotTellEndsInTheIdentityAndSaysSo(SparkSession spark) {
    none(spark, "all outcomes are the same", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    none(spark, "do not overlap", 0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
    none(spark, "does not mean more defaults", 1, 1, 1, 0, 1, 0, 1, 0, 0, 0);
  }

  private static void none(SparkSession spark, String why, int... labels) {
    CalibratorFit fit = IsotonicScaling.fit(Sample.of(Sample.tenths(), labels).margins(), spark);
    assertThat(fit.missing()).contains(why);
    assertThat(fit.calibrator()).isEqualTo(Calibrator.IDENTITY);
  }

  @Test
  void theSameBytesWhateverThePartitions(SparkSession spark) {
    Map<SplitPart, Sample> parts =
        Map.of(
            SplitPart.TRAIN, Sample.random(1, 900, 0.3, 0, true),
            SplitPart.VALIDATION, Sample.random(2, 400, 0.3, 0, true),
            SplitPart.TEST, Sample.random(3, 200, 0.3, 0, true));
    Dataset<Row> rows = Sample.predictions(spark, parts);

    byte[] one = evaluated(rows.coalesce(1), OptionalDouble.empty());

    assertThat(evaluated(rows.repartition(7), OptionalDouble.empty())).isEqualTo(one);
    Calibrator written = JsonText.read(one, Evaluation.class).recalibration().calibrator();
    assertThat(written.points()).hasSizeGreaterThan(4);
    byte[] anchored = evaluated(rows.repartition(3), OptionalDouble.of(0.05));
    Calibrator shifted = JsonText.read(anchored, Evaluation.class).recalibration().calibrator();
    assertThat(shifted.points()).isEqualTo(written.points());
    ScoreCurve validation = parts.get(SplitPart.VALIDATION).margins();
    double mean = 0;
    for (int i = 0; i < validation.size(); i++) {
      mean += validation.at(i) / validation.total() * shifted.probability(validation.score(i));
    }
    assertThat(mean).isCloseTo(0.05, within(1e-9));
  }

  private static byte[] evaluated(Dataset<Row> predictions, OptionalDouble longRunRate) {
    return JsonText.bytes(Evaluator.evaluate(predictions, isotonic(longRunRate), 7));
  }

  @Test
  void theAnchorShiftsEveryPointByTheSameLogOdds(SparkSession spark) {
    ScoreCurve curve = Sample.random(5, 800, 0.3, 0, true).margins();
    Calibrator fitted = IsotonicScaling.fit(curve, spark).calibrator();

    Calibrator anchored = LongRunAnchor.shifted(fitted, curve, 0.02);

    double mean = 0;
    for (int i = 0; i < curve.size(); i++) {
      double p = anchored.probability(curve.score(i));
      mean += curve.at(i) / curve.total() * p;
      double before = fitted.probability(curve.score(i));
      assertThat(Math.log(p / (1 - p)) - Math.log(before / (1 - before)))
          .isCloseTo(anchored.intercept(), within(1e-9));
    }
    assertThat(mean).isCloseTo(0.02, within(1e-12));
  }
}
