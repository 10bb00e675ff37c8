package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.Python;
import io.riskmesh.model.Calibrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the metrics of groups with fairlearn, statsmodels and scikit-learn, by {@code
 * src/test/python/reference_groups.py}.
 */
class ReferenceGroupsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double THRESHOLD = 0.27;

  @Test
  void agreesWithFairlearnAndStatsmodels(@TempDir Path folder) throws IOException {
    long seed = new Random().nextLong();
    Map<String, Sample> groups = new LinkedHashMap<>();
    groups.put("young", Sample.random(seed, 90, 0.4, 0, false));
    groups.put("middle", Sample.random(seed + 1, 400, 0.25, 40, false));
    groups.put("old", Sample.random(seed + 2, 60, 0.15, 0, false));

    JsonNode usual = reference(folder, groups, 0.95);
    // Two groups are compared with the third.
    JsonNode joint = reference(folder, groups, 1 - 0.05 / 2);

    double z = new NormalDistribution().inverseCumulativeProbability(1 - 0.025 / 2);
    SubgroupSums middle = sums("middle", groups.get("middle"));
    groups.forEach(
        (name, sample) -> {
          SubgroupMetrics metrics = new SubgroupMetrics(sums(name, sample), Calibrator.IDENTITY, z);
          List<SubgroupMetric> found =
              name.equals("middle") ? metrics.own() : metrics.comparedWith(middle);
          Map<String, SubgroupMetric> byName = new LinkedHashMap<>();
          found.forEach(metric -> byName.put(metric.name(), metric));
          usual
              .get(name)
              .fields()
              .forEachRemaining(
                  expected ->
                      compare(
                          name + "." + expected.getKey(),
                          byName.get(expected.getKey()),
                          expected.getValue(),
                          joint.get(name).get(expected.getKey())));
          assertThat(usual.get(name)).hasSize(name.equals("middle") ? 5 : 8);
        });
  }

  private static void compare(String label, SubgroupMetric metric, JsonNode usual, JsonNode joint) {
    assertThat(metric.value()).as(label).isCloseTo(number(usual.get("value")), within(1e-9));
    if (usual.has("interval")) {
      ends(label, metric.low(), metric.high(), usual.get("interval"));
      ends(label + " joint", metric.jointLow(), metric.jointHigh(), joint.get("interval"));
    }
  }

  private static void ends(String label, double low, double high, JsonNode interval) {
    assertThat(low).as(label).isCloseTo(number(interval.get(0)), within(1e-9));
    assertThat(high).as(label).isCloseTo(number(interval.get(1)), within(1e-9));
  }

  private static double number(JsonNode value) {
    return value.asDouble();
  }

  private static SubgroupSums sums(String name, Sample sample) {
    return new SubgroupSums(name, sample.curve(), sample.margins(), THRESHOLD);
  }

  private static JsonNode reference(Path folder, Map<String, Sample> groups, double confidence)
      throws IOException {
    List<String> names = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<Float> probabilities = new ArrayList<>();
    groups.forEach(
        (name, sample) ->
            sample
                .rows()
                .forEach(
                    row -> {
                      names.add(name);
                      labels.add(row.label());
                      probabilities.add(row.probability());
                    }));
    Path file = folder.resolve("groups.json");
    Files.write(
        file,
        JSON.writeValueAsBytes(
            Map.of(
                "group", names,
                "label", labels,
                "probability", probabilities,
                "threshold", THRESHOLD,
                "reference", "middle",
                "confidence", confidence)));
    return JSON.readTree(Python.run("reference_groups.py", "" + file));
  }
}
