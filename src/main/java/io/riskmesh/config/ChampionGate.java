package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.store.RunPaths;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Limits on how much worse a model may be than the published ones that it is compared with.
 *
 * @param against the run that is the champion
 * @param margins by metric, how much worse a model may be, in the metric's unit
 * @param swapShare largest share of rows that the champion and the model decide differently
 * @param named the runs to compare with, whatever is in production; empty to choose them when a run
 *     begins
 */
public record ChampionGate(
    ChampionChoice against,
    Map<MetricName, Double> margins,
    OptionalDouble swapShare,
    Optional<NamedRuns> named) {
  /** Name of the section in {@code gates}. */
  static final String KEY = "champion";

  private static final String NOT_WORSE_BY = "notWorseBy";
  private static final String SWAP_SHARE = "swapShare";
  private static final String RUNS = "runs";

  /** Runs by name, as a job has them that repeats another run; each is empty for none. */
  public record NamedRuns(Optional<String> champion, Optional<String> anchor) {
    private static NamedRuns read(ConfigNode node) {
      return new NamedRuns(run(node.at(KEY)), run(node.at("anchor")));
    }

    private static Optional<String> run(ConfigNode node) {
      return node.value().id("the id of a run", NamedRuns::requireName);
    }

    private static String requireName(String text) {
      if (!RunPaths.isName(text)) {
        throw new IllegalArgumentException(text);
      }
      return text;
    }

    private Map<String, Object> yaml() {
      return new YamlWriter().with(KEY, champion).with("anchor", anchor).fields();
    }
  }

  /** Which run is the champion. */
  public enum ChampionChoice {
    /** The accepted run that {@code latest.json} names. */
    LATEST,
    /** The last run that a person promoted, or whose package was approved. */
    APPROVED
  }

  /** Copies the margins, in the order of {@link MetricName}. */
  public ChampionGate {
    margins = Collections.unmodifiableSortedMap(new TreeMap<>(margins));
  }

  /** Reads the section of {@code gates}; empty if it is absent. */
  static Optional<ChampionGate> read(ConfigNode gates) {
    ConfigNode node = gates.at(KEY);
    return node.isPresent() ? Optional.of(node.read(ChampionGate::section)) : Optional.empty();
  }

  private static ChampionGate section(ConfigNode node) {
    ChampionChoice against =
        node.at("against").value().choice(ChampionChoice.class).orElse(ConfigDefaults.CHAMPION);
    Map<MetricName, Double> margins = new LinkedHashMap<>();
    margin(node, MetricName.AUC, margins);
    margin(node, MetricName.LOG_LOSS, margins);
    margin(node, MetricName.BRIER, margins);
    ConfigNode swaps = node.at(SWAP_SHARE);
    ConfigNode runs = node.at(RUNS);
    return new ChampionGate(
        against,
        margins,
        swaps.isPresent()
            ? swaps.read(share -> share.at("max").required().value().share())
            : OptionalDouble.empty(),
        runs.isPresent() ? Optional.of(runs.read(NamedRuns::read)) : Optional.empty());
  }

  private static void margin(ConfigNode node, MetricName metric, Map<MetricName, Double> margins) {
    ConfigNode section = node.at(metric.key());
    if (section.isPresent()) {
      ConfigNode margin = section.read(metricNode -> metricNode.at(NOT_WORSE_BY).required());
      OptionalDouble read =
          Double.isInfinite(metric.high())
              ? margin.value().number("a number from 0 upwards", x -> x >= 0)
              : margin.value().share();
      read.ifPresent(value -> margins.put(metric, value));
    }
  }

  /** Returns the section {@code gates} as in the file. */
  static Map<String, Object> yaml(List<GateLimit> limits, Optional<ChampionGate> champion) {
    Map<String, Object> written = GateLimit.yaml(limits);
    champion.ifPresent(gate -> written.put(KEY, gate.yaml()));
    return written;
  }

  private Map<String, Object> yaml() {
    YamlWriter written = new YamlWriter().with("against", ConfigValue.word(against));
    margins.forEach(
        (metric, margin) ->
            written.with(metric.key(), new YamlWriter().number(NOT_WORSE_BY, margin).fields()));
    swapShare.ifPresent(
        share -> written.with(SWAP_SHARE, new YamlWriter().number("max", share).fields()));
    named.ifPresent(runs -> written.with(RUNS, runs.yaml()));
    return written.fields();
  }
}
