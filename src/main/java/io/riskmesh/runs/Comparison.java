package io.riskmesh.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.config.Part;
import io.riskmesh.config.YamlLeaves;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.store.Json;
import io.riskmesh.store.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Two runs side by side.
 *
 * @param tests how far their test rows are the same: whether a difference of metrics says anything
 * @param metrics test metrics that both have
 * @param inputs names of the model's inputs that only one of them has, with {@code +} for the
 *     second and {@code -} for the first
 * @param settings configuration that differs
 */
public record Comparison(
    Tests tests, List<Metric> metrics, List<String> inputs, List<Setting> settings) {

  /** How two runs' test rows are related. */
  public enum Tests {
    /** The same rule and the same rows. */
    SAME_ROWS,
    /**
     * The same rule, but the table has changed: no row of one run's train is in the other's test.
     */
    SAME_RULE,
    /** Another rule: what one run has tested on, the other may have been trained on. */
    OTHER_RULE;

    /** Whether the metrics may be set against each other. */
    public boolean isFair() {
      return this != OTHER_RULE;
    }
  }

  /** A test metric of both runs; intervals may be null. */
  public record Metric(String name, JsonNode first, JsonNode second) {
    /** Second less first. */
    public double difference() {
      return second.path("value").asDouble() - first.path("value").asDouble();
    }
  }

  /** A key of the configuration; null where a run has none. */
  public record Setting(String key, String first, String second) {}

  /** Sets a second run against a first. */
  public static Comparison of(Manifest first, Manifest second) {
    return new Comparison(
        tests(first, second),
        metrics(first, second),
        inputs(first, second),
        settings(first, second));
  }

  private static Tests tests(Manifest first, Manifest second) {
    SplitSummary one = split(first);
    SplitSummary other = split(second);
    if (membership(one).equals(membership(other))) {
      return Tests.SAME_ROWS;
    }
    return one.stable() && one.identity().equals(other.identity())
        ? Tests.SAME_RULE
        : Tests.OTHER_RULE;
  }

  private static SplitSummary split(Manifest run) {
    return Json.convert(run.split(), SplitSummary.class);
  }

  private static String membership(SplitSummary split) {
    return split.parts().get(Part.TEST).membership();
  }

  private static List<Metric> metrics(Manifest first, Manifest second) {
    List<Metric> metrics = new ArrayList<>();
    for (JsonNode metric : first.metrics()) {
      String name = metric.path("name").asText();
      Optional<JsonNode> other = second.metric(name);
      other.ifPresent(found -> metrics.add(new Metric(name, metric, found)));
    }
    return List.copyOf(metrics);
  }

  private static List<String> inputs(Manifest first, Manifest second) {
    List<String> before = names(first);
    List<String> after = names(second);
    List<String> changes = new ArrayList<>();
    before.stream().filter(name -> !after.contains(name)).forEach(name -> changes.add("-" + name));
    after.stream().filter(name -> !before.contains(name)).forEach(name -> changes.add("+" + name));
    return List.copyOf(changes);
  }

  private static List<String> names(Manifest run) {
    List<String> names = new ArrayList<>();
    run.features().path("names").forEach(name -> names.add(name.asText()));
    return names;
  }

  private static List<Setting> settings(Manifest first, Manifest second) {
    SortedMap<String, String> before = YamlLeaves.of(first.config().yaml());
    SortedMap<String, String> after = YamlLeaves.of(second.config().yaml());
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    return keys.stream()
        .map(key -> new Setting(key, before.get(key), after.get(key)))
        .filter(setting -> !Objects.equals(setting.first(), setting.second()))
        .toList();
  }
}
