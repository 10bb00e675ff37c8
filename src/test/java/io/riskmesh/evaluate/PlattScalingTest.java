package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.Python;
import io.riskmesh.SparkTest;
import io.riskmesh.config.SplitPart;
import io.riskmesh.model.Calibrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class PlattScalingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void agreesWithScikitLearn(@TempDir Path folder) throws IOException {
    Map<String, Sample> samples = new TreeMap<>();
    samples.put("distinct", Sample.random(11, 500, 0.3, 0, false));
    samples.put("ties", Sample.random(12, 700, 0.2, 9, false));
    samples.put("rare", Sample.random(13, 3_000, 0.01, 0, false));
    samples.put("weights", Sample.random(14, 400, 0.3, 0, true));
    samples.put("too sure", Sample.random(15, 600, 0.4, 0, false).rescored(p -> stretched(p, 5)));
    samples.put("too shy", Sample.random(16, 600, 0.4, 0, true).rescored(p -> stretched(p, 0.1)));
    Path file = folder.resolve("cases.json");
    Files.write(file, JSON.writeValueAsBytes(Map.of("cases", cases(samples))));

    JsonNode reference = JSON.readTree(Python.run("reference_platt.py", "" + file));

    samples.forEach(
        (name, sample) -> {
          CalibratorFit fit = PlattScaling.fit(sample.margins());
          JsonNode line = reference.get(name);
          assertThat(fit.how()).as(name).isEqualTo("Platt scaling on validation");
          assertThat(fit.calibrator().slope())
              .as(name)
              .isCloseTo(line.get(0).asDouble(), within(1e-7));
          assertThat(fit.calibrator().intercept())
              .as(name)
              .isCloseTo(line.get(1).asDouble(), within(1e-7));
        });
  }

  private static double stretched(double p, double by) {
    return 1 / (1 + Math.exp(-by * Math.log(p / (1 - p))));
  }

  @Test
  void whatOutcomesCannotTellEndsInTheIdentityAndSaysSo() {
    double[] tenths = Sample.tenths();
    none(Sample.of(tenths, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), "all outcomes are the same");
    none(Sample.of(tenths, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), "all outcomes are the same");
    none(Sample.of(tenths, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1), "do not overlap");
    none(Sample.of(tenths, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0), "do not overlap");
    none(Sample.of(new double[] {0.3, 0.3, 0.3}, 0, 1, 0), "do not overlap");
    none(Sample.of(tenths, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0), "does not mean more defaults");
  }

  private static void none(Sample sample, String why) {
    CalibratorFit fit = PlattScaling.fit(sample.margins());
    assertThat(fit.how()).isNull();
    assertThat(fit.missing()).contains(why);
    assertThat(fit.calibrator()).isEqualTo(Calibrator.IDENTITY);
  }

  @Test
  void theScaleOfWeightsChangesNothing() {
    Sample sample = Sample.random(21, 300, 0.3, 0, true);
    Sample heavy =
        new Sample(
            sample.rows().stream()
                .map(row -> new Sample.Scored(row.probability(), row.label(), row.weight() * 1024))
                .toList());

    assertThat(PlattScaling.fit(heavy.margins())).isEqualTo(PlattScaling.fit(sample.margins()));
  }

  @Test
  void marginsBeyondAnyProbabilityDoNotThrowItOff() {
    Sample far = Sample.random(22, 300, 0.3, 0, false).rescored(p -> p < 0.5 ? 1e-30 : 1 - 1e-7);

    Calibrator calibrator = PlattScaling.fit(far.margins()).calibrator();

    assertThat(calibrator.slope()).isBetween(0.0, 1.0);
    assertThat(calibrator.probability(200)).isBetween(0.5, 1.0);
  }

  @Test
  void validationAloneDecidesWhateverItsPartitions(SparkSession spark) {
    Map<SplitPart, Sample> parts =
        Map.of(
            SplitPart.TRAIN, Sample.random(1, 900, 0.3, 0, true),
            SplitPart.VALIDATION, Sample.random(2, 400, 0.3, 0, true),
            SplitPart.TEST, Sample.random(3, 200, 0.3, 0, true));
    Dataset<Row> rows = Sample.predictions(spark, parts);

    CalibratorFit one = fit(rows.coalesce(1));

    assertThat(fit(rows.repartition(7))).isEqualTo(one);
    Map<SplitPart, Sample> others = new TreeMap<>(parts);
    others.put(SplitPart.TRAIN, Sample.random(4, 900, 0.8, 0, true));
    others.put(SplitPart.TEST, Sample.random(5, 200, 0.8, 0, true));
    assertThat(fit(Sample.predictions(spark, others)).calibrator().slope())
        .isCloseTo(one.calibrator().slope(), within(1e-6));
    assertThat(PlattScaling.fit(parts.get(SplitPart.VALIDATION).margins()).calibrator().intercept())
        .isCloseTo(one.calibrator().intercept(), within(1e-6));
  }

  private static CalibratorFit fit(Dataset<Row> predictions) {
    return PlattScaling.fit(CurveReader.read(predictions).byMargin().get(SplitPart.VALIDATION));
  }

  static List<Map<String, Object>> cases(Map<String, Sample> samples) {
    return samples.entrySet().stream()
        .map(
            e ->
                Map.<String, Object>of(
                    "name", e.getKey(),
                    "margin", e.getValue().rows().stream().map(r -> (double) r.margin()).toList(),
                    "label", e.getValue().rows().stream().map(Sample.Scored::label).toList(),
                    "weight", e.getValue().rows().stream().map(r -> (double) r.weight()).toList()))
        .toList();
  }
}
