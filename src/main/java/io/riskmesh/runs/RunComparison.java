package io.riskmesh.runs;

import io.riskmesh.config.yaml.YamlLeaves;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.split.SplitSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Comparison of two runs.
 *
 * @param tests how the test rows of the runs are related, and so whether their metrics are
 *     comparable
 * @param metrics test metrics that both runs have
 * @param inputs names of the model inputs that only one run has, prefixed with {@code +} for the
 *     second run and {@code -} for the first
 * @param settings configuration keys with different values
 */
public record RunComparison(
    Tests tests, List<ComparedMetric> metrics, List<String> inputs, List<Setting> settings) {

  /** How the test rows of two runs are related. */
  public enum Tests {
    /** The same test rows. */
    SAME_ROWS,
    /** The same rule on a changed table: no training row of one run is a test row of the other. */
    SAME_RULE,
    /** Another rule: test rows of one run may be training rows of the other. */
    OTHER_RULE;

    /** Returns whether the metrics are comparable. */
    public boolean isFair() {
      return this != OTHER_RULE;
    }
  }

  /** A test metric of both runs; intervals may be null. */
  public record ComparedMetric(String name, Metric first, Metric second) {
    /** Returns the second value minus the first. */
    public double difference() {
      return second.value() - first.value();
    }
  }

  /** A configuration key with the values of both runs; null if a run does not have it. */
  public record Setting(String key, String first, String second) {}

  /** Compares a second run with a first. */
  public static RunComparison of(Manifest first, Manifest second) {
    return new RunComparison(
        relate(first.split(), second.split()),
        metrics(first, second),
        inputs(first, second),
        settings(first, second));
  }

  /** Returns how the test rows of two splits are related. */
  public static Tests relate(SplitSummary one, SplitSummary other) {
    if (isOneMeasure(one, other)
        && one.measured().membership().equals(other.measured().membership())) {
      return Tests.SAME_ROWS;
    }
    return one.stable() && one.isSameRule(other) ? Tests.SAME_RULE : Tests.OTHER_RULE;
  }

  /** Returns whether both were measured on test rows, or both out of the same folds. */
  private static boolean isOneMeasure(SplitSummary one, SplitSummary other) {
    return one.hasFolds() == other.hasFolds() && (!one.hasFolds() || one.isSameRule(other));
  }

  private static List<ComparedMetric> metrics(Manifest first, Manifest second) {
    List<ComparedMetric> metrics = new ArrayList<>();
    for (Metric metric : first.metrics()) {
      Manifest.metric(second.metrics(), metric.name())
          .ifPresent(found -> metrics.add(new ComparedMetric(metric.name(), metric, found)));
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
    return run.features().names();
  }

  private static List<Setting> settings(Manifest first, Manifest second) {
    SortedMap<String, String> before = leaves(first);
    SortedMap<String, String> after = leaves(second);
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    return keys.stream()
        .map(key -> new Setting(key, before.get(key), after.get(key)))
        .filter(setting -> !Objects.equals(setting.first(), setting.second()))
        .toList();
  }

  private static SortedMap<String, String> leaves(Manifest run) {
    SortedMap<String, String> leaves = new TreeMap<>(YamlLeaves.of(run.config().job()));
    leaves.putAll(YamlLeaves.of(run.config().environment()));
    return leaves;
  }
}
