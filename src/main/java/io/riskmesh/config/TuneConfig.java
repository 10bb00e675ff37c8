package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How {@code riskmesh tune} searches the booster's parameters.
 *
 * @param trials maximum number of trials, the job's own parameters included
 * @param minutes time after which no further trial is started
 * @param ranges what is searched, by native parameter name, as written; {@code train} validates
 *     names and values; empty means the default ranges
 */
public record TuneConfig(int trials, int minutes, Map<String, TuneRange> ranges) {
  /** The search of a job without the section. */
  public static final TuneConfig STANDARD =
      new TuneConfig(ConfigDefaults.TRIALS, ConfigDefaults.TUNE_MINUTES, Map.of());

  private static final int MIN_TRIALS = 2;
  private static final int MAX_TRIALS = 1_000;
  private static final int MAX_MINUTES = 10_080;

  /** Reads the section; empty if there is none. */
  static Optional<TuneConfig> read(ConfigNode node) {
    TuneConfig read = node.read(TuneConfig::section);
    return node.isPresent() ? Optional.of(read) : Optional.empty();
  }

  private static TuneConfig section(ConfigNode node) {
    Map<String, TuneRange> ranges = new LinkedHashMap<>();
    node.at("ranges")
        .sections()
        .forEach((name, range) -> TuneRange.read(range).ifPresent(read -> ranges.put(name, read)));
    return new TuneConfig(
        node.at("trials").value().integer(MIN_TRIALS, MAX_TRIALS).orElse(ConfigDefaults.TRIALS),
        node.at("minutes").value().integer(1, MAX_MINUTES).orElse(ConfigDefaults.TUNE_MINUTES),
        ranges);
  }

  Map<String, Object> yaml() {
    Map<String, Object> written = new LinkedHashMap<>();
    ranges.forEach((name, range) -> written.put(name, range.yaml()));
    return new YamlWriter()
        .with("trials", trials)
        .with("minutes", minutes)
        .with("ranges", written)
        .fields();
  }
}
