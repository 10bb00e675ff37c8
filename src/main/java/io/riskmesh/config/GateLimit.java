package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.RangeReader;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A limit on a test metric, named as in {@code metrics.json}, in {@link MetricName#calibrated} or
 * in {@link SubgroupMetricName#gate}.
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
   * Reads the section {@code gates}, in the order of {@link MetricName}, then those on the
   * calibrated probability, on groups and on segments.
   */
  static List<GateLimit> readAll(ConfigNode node) {
    List<GateLimit> limits = new ArrayList<>(readAll(node, "", List.of(MetricName.values())));
    ConfigNode calibrated = node.at(CALIBRATED);
    limits.addAll(
        calibrated.read(section -> readAll(section, CALIBRATED + ".", MetricName.OF_CALIBRATION)));
    for (String section : List.of(SubgroupMetricName.GROUPS, SubgroupMetricName.SEGMENTS)) {
      limits.addAll(node.at(section).read(limit -> subgroups(limit, section)));
    }
    return List.copyOf(limits);
  }

  private static List<GateLimit> subgroups(ConfigNode node, String section) {
    List<GateLimit> limits = new ArrayList<>();
    for (SubgroupMetricName metric : SubgroupMetricName.of(section)) {
      read(node.at(metric.key()), metric.gate(), new Bounds(0, metric.high()))
          .ifPresent(limits::add);
    }
    return limits;
  }

  private static List<GateLimit> readAll(ConfigNode node, String prefix, List<MetricName> metrics) {
    List<GateLimit> limits = new ArrayList<>();
    for (MetricName metric : metrics) {
      Bounds bounds = new Bounds(metric.low(), metric.high());
      read(node.at(metric.key()), prefix + metric.key(), bounds).ifPresent(limits::add);
    }
    return limits;
  }

  private static Optional<GateLimit> read(ConfigNode gate, String metric, Bounds bounds) {
    return gate.isPresent()
        ? Optional.of(gate.read(limit -> read(metric, bounds, limit)))
        : Optional.empty();
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
    Map<String, YamlWriter> sections = new LinkedHashMap<>();
    for (GateLimit gate : gates) {
      Map<String, Object> limits =
          new YamlWriter().with("min", gate.min).with("max", gate.max).fields();
      int dot = gate.metric.indexOf('.');
      (dot < 0
              ? written
              : sections.computeIfAbsent(gate.metric.substring(0, dot), key -> new YamlWriter()))
          .with(gate.metric.substring(dot + 1), limits);
    }
    sections.forEach((section, metrics) -> written.with(section, metrics.fields()));
    return written.fields();
  }
}
