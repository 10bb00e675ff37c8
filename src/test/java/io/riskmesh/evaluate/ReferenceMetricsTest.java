package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.Python;
import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.Evaluation.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the metrics with scikit-learn and SciPy, by {@code
 * src/test/python/reference_metrics.py}.
 */
class ReferenceMetricsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EvaluationConfig COST = new EvaluationConfig(1, 5);

  @Test
  void agreesWithWhatScikitLearnOnceSaid() throws IOException {
    try (InputStream file = getClass().getResourceAsStream("reference-metrics.json")) {
      JsonNode cases = JSON.readTree(file).get("cases");

      assertThat(cases).hasSize(7);
      cases.forEach(one -> compare(sample(one), one.get("metrics")));
    }
  }

  @Test
  void agreesWithWhatScikitLearnSaysNow(@TempDir Path folder) throws IOException {
    long seed = new Random().nextLong();
    Map<String, Sample> samples =
        Map.of(
            "distinct", Sample.random(seed, 500, 0.3, 0, false),
            "ties", Sample.random(seed + 1, 700, 0.2, 9, false),
            "rare", Sample.random(seed + 2, 2_000, 0.01, 200, false),
            "weights", Sample.random(seed + 3, 400, 0.3, 0, true),
            "weights and ties", Sample.random(seed + 4, 900, 0.6, 25, true));
    Path file = folder.resolve("cases.json");
    Files.write(file, JSON.writeValueAsBytes(Map.of("cases", cases(samples))));

    JsonNode reference = JSON.readTree(Python.run("reference_metrics.py", "metrics", "" + file));

    assertThat(reference).hasSize(samples.size());
    samples.forEach((name, sample) -> compare(sample, reference.get(name)));
  }

  private static void compare(Sample sample, JsonNode reference) {
    ScoreCurve curve = sample.curve();
    for (Metric m : CurveMetrics.values(curve)) {
      close(m.name(), m.value(), reference.get(m.name()));
    }
    Decision least = CostThresholds.apply(CostThresholds.cheapest(curve, COST), curve, COST);
    close("cost", least.cost(), reference.get("leastCost"));
    Decision atMedian = CostThresholds.apply(median(sample), curve, COST);
    JsonNode confusion = reference.get("confusionAtMedian");
    close("true negatives", atMedian.trueNegatives(), confusion.get(0));
    close("false positives", atMedian.falsePositives(), confusion.get(1));
    close("false negatives", atMedian.falseNegatives(), confusion.get(2));
    close("true positives", atMedian.truePositives(), confusion.get(3));
    if (reference.has("aucError")) {
      errors(curve, reference);
    }
  }

  private static void errors(ScoreCurve curve, JsonNode reference) {
    close("KS", KolmogorovSmirnov.of(curve), reference.get("ksTwoSample"));
    close("AUC", Auc.area(curve), reference.get("aucMannWhitney"));
    close("error of AUC", Auc.of(curve).error(), reference.get("aucError"));
    Map<String, String> named = Map.of("logLoss", "logLossError", "brier", "brierError");
    for (Metric m : CurveMetrics.withIntervals(curve, 1)) {
      if (named.containsKey(m.name())) {
        double error = reference.get(named.get(m.name())).asDouble();
        assertThat(m.high())
            .isCloseTo(Math.min(top(m), m.value() + 1.959963984540054 * error), within(1e-9));
      }
    }
    ConfidenceInterval wilson = ConfidenceInterval.wilson(curve.rate(), curve.effectiveRows());
    close("Wilson", wilson.low(), reference.get("wilson").get(0));
    close("Wilson", wilson.high(), reference.get("wilson").get(1));
  }

  private static double top(Metric metric) {
    return metric.name().equals("brier") ? 1 : Double.MAX_VALUE;
  }

  private static void close(String what, double value, JsonNode reference) {
    assertThat(value).as(what).isCloseTo(reference.asDouble(), within(1e-9));
  }

  private static double median(Sample sample) {
    double[] sorted =
        sample.rows().stream().mapToDouble(Sample.Scored::probability).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static Sample sample(JsonNode one) {
    List<Sample.Scored> rows = new ArrayList<>();
    for (int i = 0; i < one.get("label").size(); i++) {
      rows.add(
          new Sample.Scored(
              (float) one.get("probability").get(i).asDouble(),
              one.get("label").get(i).asInt(),
              (float) one.get("weight").get(i).asDouble()));
    }
    return new Sample(rows);
  }

  private static List<Map<String, Object>> cases(Map<String, Sample> samples) {
    return samples.entrySet().stream()
        .map(
            e ->
                Map.<String, Object>of(
                    "name", e.getKey(),
                    "probability", doubles(e.getValue(), true),
                    "label", e.getValue().rows().stream().map(Sample.Scored::label).toList(),
                    "weight", doubles(e.getValue(), false)))
        .toList();
  }

  /**
   * Returns the values as doubles: Python would parse the short text of a float as another double.
   */
  private static List<Double> doubles(Sample sample, boolean probability) {
    return Arrays.stream(
            sample.rows().stream()
                .mapToDouble(row -> probability ? row.probability() : row.weight())
                .toArray())
        .boxed()
        .toList();
  }
}
