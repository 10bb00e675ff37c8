package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.Python;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.model.Calibrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftLabelsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Calibrator CALIBRATOR = new Calibrator(0.8, -0.3);

  @Test
  void agreesWithAllPairsAndWithDrawnOutcomes(@TempDir Path folder) throws IOException {
    Map<String, Sample> samples = new TreeMap<>();
    samples.put("distinct", Sample.random(1, 300, 0.3, 0, false));
    samples.put("ties", Sample.random(2, 300, 0.2, 9, false));
    samples.put("rare", Sample.random(3, 600, 0.03, 0, false));
    samples.put("weights", Sample.random(4, 250, 0.3, 20, true));
    List<Map<String, Object>> tails =
        List.of(tail(100, 9, 0.05), tail(50, 3, 0.2), tail(40, 40, 0.5));
    Path file = folder.resolve("cases.json");
    Files.write(
        file,
        JSON.writeValueAsBytes(
            Map.of(
                "cases",
                samples.entrySet().stream().map(SoftLabelsTest::one).toList(),
                "tails",
                tails)));

    JsonNode reference = JSON.readTree(Python.run("reference_level.py", "" + file));

    samples.forEach((name, sample) -> compare(name, sample, reference.get("cases").get(name)));
    for (int i = 0; i < tails.size(); i++) {
      assertThat(chance(tails.get(i)))
          .isCloseTo(reference.get("tails").get(i).asDouble(), within(1e-12));
    }
  }

  private static Map<String, Object> one(Map.Entry<String, Sample> sample) {
    List<Sample.Scored> rows = sample.getValue().rows();
    return Map.of(
        "name", sample.getKey(),
        "margin", rows.stream().map(row -> (double) row.margin()).toList(),
        "probability", rows.stream().map(row -> CALIBRATOR.probability(row.margin())).toList(),
        "weight", rows.stream().map(row -> (double) row.weight()).toList());
  }

  private static void compare(String name, Sample sample, JsonNode reference) {
    ExpectedQuality found = SoftLabels.expect(sample.margins(), CALIBRATOR);
    assertThat(found.defaultRate())
        .as(name)
        .isCloseTo(reference.get("rate").asDouble(), within(1e-9));
    assertThat(found.high() - found.defaultRate())
        .as(name)
        .isCloseTo(1.959963984540054 * reference.get("deviation").asDouble(), within(1e-9));
    assertThat(found.auc()).as(name).isCloseTo(reference.get("auc").asDouble(), within(1e-9));
    assertThat(found.defaultRate())
        .as("%s, drawn", name)
        .isCloseTo(reference.get("drawnRate").asDouble(), within(0.003));
    assertThat(found.auc())
        .as("%s, drawn", name)
        .isCloseTo(reference.get("drawnAuc").asDouble(), within(0.01));
  }

  private static Map<String, Object> tail(int rows, int defaults, double pd) {
    return Map.of("rows", rows, "defaults", defaults, "pd", pd);
  }

  private static double chance(Map<String, Object> tail) {
    int rows = (int) tail.get("rows");
    int defaults = (int) tail.get("defaults");
    double p = (double) tail.get("pd");
    double[] scores = DoubleStream.generate(() -> 0.5).limit(rows).toArray();
    int[] labels = new int[rows];
    for (int i = 0; i < defaults; i++) {
      labels[i] = 1;
    }
    Calibrator constant = new Calibrator(1, Math.log(p / (1 - p)));
    return RiskGrades.all(Sample.of(scores, labels).margins(), constant).chance();
  }

  /** Rows: 1.5, 0.5 and -1 in log odds; three ordered pairs of different rows count. */
  @Test
  void threeRowsByHand() {
    ExpectedQuality found =
        SoftLabels.expect(
            new ScoreCurve(
                new double[] {-1, 0.5, 1.5},
                new ClassWeights(new double[] {0, 0, 0}, new double[] {0, 0, 0}),
                new ClassWeights(new double[] {1, 1, 1}, new double[] {1, 1, 1})),
            Calibrator.IDENTITY);
    double a = 1 / (1 + Math.exp(1));
    double b = 1 / (1 + Math.exp(-0.5));
    double c = 1 / (1 + Math.exp(-1.5));
    double ranked = b * (1 - a) + c * (1 - a) + c * (1 - b);
    double reversed = a * (1 - b) + a * (1 - c) + b * (1 - c);
    assertThat(found.defaultRate()).isCloseTo((a + b + c) / 3, within(1e-15));
    assertThat(found.auc()).isCloseTo(ranked / (ranked + reversed), within(1e-15));
    assertThat(found.rows()).isEqualTo(3);
  }

  /** If the probabilities hold, 19 of 20 measured values lie in the interval. */
  @Test
  void outcomesLieInTheIntervals() {
    Random random = new Random(5);
    int rates = 0;
    int areas = 0;
    for (int sample = 0; sample < 300; sample++) {
      List<Sample.Scored> rows = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        float p = (float) (1 / (1 + Math.exp(-(random.nextGaussian() - 1.2))));
        rows.add(new Sample.Scored(p, random.nextDouble() < p ? 1 : 0, 1));
      }
      ScoreCurve margins = new Sample(rows).margins();
      ExpectedQuality found = SoftLabels.expect(margins, Calibrator.IDENTITY);
      RiskGrade level = RiskGrades.all(margins, Calibrator.IDENTITY);
      rates += level.rate() >= found.low() && level.rate() <= found.high() ? 1 : 0;
      double auc = Auc.area(margins);
      areas += auc >= found.aucLow() && auc <= found.aucHigh() ? 1 : 0;
    }
    assertThat(rates).isBetween(273, 297);
    assertThat(areas).isBetween(273, 300);
  }

  @Test
  void labelsAreNotRead() {
    Sample sample = Sample.random(9, 200, 0.3, 0, true);
    Sample others =
        new Sample(
            sample.rows().stream()
                .map(row -> new Sample.Scored(row.probability(), 1 - row.label(), row.weight()))
                .toList());

    assertThat(SoftLabels.expect(others.margins(), CALIBRATOR))
        .usingRecursiveComparison()
        .withEqualsForType((x, y) -> Math.abs(x - y) < 1e-12, Double.class)
        .isEqualTo(SoftLabels.expect(sample.margins(), CALIBRATOR));
  }
}
