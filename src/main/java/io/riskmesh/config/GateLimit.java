package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.RangeReader;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A limit on a test metric, named as in {@code metrics.json}.
 *
 * @param metric name of the metric
 * @param min smallest acceptable value
 * @param max largest acceptable value
 */
public record GateLimit(String metric, OptionalDouble min, OptionalDouble max) {

  /** Metrics that a gate may limit, with the range of possible values of each. */
  private static final Map<String, Bounds> METRICS = metrics();

  private record Bounds(double low, double high) {
    boolean contain(double value) {
      return value >= low && value <= high;
    }

    String words() {
      String from = "a number from %s".formatted(YamlScalars.written(low));
      return Double.isInfinite(high)
          ? from + " up"
          : "%s to %s".formatted(from, YamlScalars.written(high));
    }
  }

  private static Map<String, Bounds> metrics() {
    Map<String, Bounds> metrics = new LinkedHashMap<>();
    metrics.put("auc", new Bounds(0, 1));
    metrics.put("gini", new Bounds(-1, 1));
    metrics.put("ks", new Bounds(0, 1));
    metrics.put("prAuc", new Bounds(0, 1));
    metrics.put("logLoss", new Bounds(0, Double.POSITIVE_INFINITY));
    metrics.put("brier", new Bounds(0, 1));
    metrics.put("calibrationInTheLarge", new Bounds(-1, 1));
    return Collections.unmodifiableMap(metrics);
  }

  /** Reads the section {@code gates}, in the order of {@link #METRICS}. */
  static List<GateLimit> readAll(ConfigNode node) {
    List<GateLimit> limits = new ArrayList<>();
    METRICS.forEach(
        (metric, bounds) -> {
          ConfigNode gate = node.at(metric);
          if (gate.isPresent()) {
            limits.add(gate.read(limit -> read(metric, bounds, limit)));
          }
        });
    return List.copyOf(limits);
  }

  private static GateLimit read(String metric, Bounds bounds, ConfigNode node) {
    OptionalDouble min = node.at("min").value().number(bounds.words(), bounds::contain);
    OptionalDouble max = node.at("max").value().number(bounds.words(), bounds::contain);
    if (!node.at("min").isPresent() && !node.at("max").isPresent()) {
      node.problem("needs min or max");
    }
    RangeReader.check(node, min, max);
    return new GateLimit(metric, min, max);
  }

  static Map<String, Object> yaml(List<GateLimit> gates) {
    YamlWriter written = new YamlWriter();
    gates.forEach(
        gate ->
            written.with(
                gate.metric,
                new YamlWriter().with("min", gate.min).with("max", gate.max).fields()));
    return written.fields();
  }
}
