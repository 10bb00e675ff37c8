package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.RangeReader;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A limit on a test metric, named as in {@code metrics.json}, or as in {@link
 * MetricName#calibrated}.
 *
 * @param metric name of the metric
 * @param min smallest acceptable value
 * @param max largest acceptable value
 */
public record GateLimit(String metric, OptionalDouble min, OptionalDouble max) {

  private static final String CALIBRATED = MetricName.CALIBRATED;

  private record Bounds(double low, double high) {
    boolean contain(double value) {
      return value >= low && value <= high;
    }

    String words() {
      String from = "a number from %s".formatted(YamlScalars.written(low));
      return Double.isInfinite(high)
          ? from + " upwards"
          : "%s to %s".formatted(from, YamlScalars.written(high));
    }
  }

  /**
   * Reads the section {@code gates}, in the order of {@link MetricName}, those on the calibrated
   * probability last.
   */
  static List<GateLimit> readAll(ConfigNode node) {
    List<GateLimit> limits = new ArrayList<>(readAll(node, "", List.of(MetricName.values())));
    ConfigNode calibrated = node.at(CALIBRATED);
    limits.addAll(
        calibrated.read(section -> readAll(section, CALIBRATED + ".", MetricName.OF_CALIBRATION)));
    return List.copyOf(limits);
  }

  private static List<GateLimit> readAll(ConfigNode node, String prefix, List<MetricName> metrics) {
    List<GateLimit> limits = new ArrayList<>();
    for (MetricName metric : metrics) {
      ConfigNode gate = node.at(metric.key());
      if (gate.isPresent()) {
        Bounds bounds = new Bounds(metric.low(), metric.high());
        limits.add(gate.read(limit -> read(prefix + metric.key(), bounds, limit)));
      }
    }
    return limits;
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
    YamlWriter calibrated = new YamlWriter();
    for (GateLimit gate : gates) {
      Optional<MetricName> metric = MetricName.ofCalibrated(gate.metric);
      Map<String, Object> limits =
          new YamlWriter().with("min", gate.min).with("max", gate.max).fields();
      (metric.isPresent() ? calibrated : written)
          .with(metric.map(MetricName::key).orElse(gate.metric), limits);
    }
    if (!calibrated.fields().isEmpty()) {
      written.with(CALIBRATED, calibrated.fields());
    }
    return written.fields();
  }
}
