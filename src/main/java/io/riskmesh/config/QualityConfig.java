package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.TimeSpans;
import io.riskmesh.config.yaml.YamlWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the rows must fulfil before anything is trained on them. */
public record QualityConfig(long minRows, List<QualityRule> rules, Implied implied) {

  /**
   * Limits of what every job asks of its rows.
   *
   * @param maxMissing share of rows in which the value of a feature may be missing; never all
   * @param maxUnknown share of a categorical feature's values that its domain may lack
   * @param maxFuture how far event times may lie after the run's as-of time
   */
  public record Implied(double maxMissing, double maxUnknown, Duration maxFuture) {
    static final Implied DEFAULT =
        new Implied(
            ConfigDefaults.MAX_MISSING, ConfigDefaults.MAX_UNKNOWN, ConfigDefaults.MAX_FUTURE);

    private static Implied read(ConfigNode node) {
      return new Implied(
          node.at("maxMissing").value().share().orElse(ConfigDefaults.MAX_MISSING),
          node.at("maxUnknown").value().share().orElse(ConfigDefaults.MAX_UNKNOWN),
          node.at("maxFuture")
              .value()
              .parsed(TimeSpans.SPAN, TimeSpans::span)
              .orElse(ConfigDefaults.MAX_FUTURE));
    }

    private Map<String, Object> yaml() {
      return new YamlWriter()
          .number("maxMissing", maxMissing)
          .number("maxUnknown", maxUnknown)
          .with("maxFuture", maxFuture.toString())
          .fields();
    }
  }

  /** With the usual limits. */
  public QualityConfig(long minRows, List<QualityRule> rules) {
    this(minRows, rules, Implied.DEFAULT);
  }

  static QualityConfig read(ConfigNode node) {
    long minRows =
        node.at("minRows").value().whole(1, Long.MAX_VALUE).orElse(ConfigDefaults.MIN_ROWS);
    List<QualityRule> rules =
        node.at("rules").items().stream()
            .map(rule -> rule.required().read(QualityRules::read))
            .flatMap(Optional::stream)
            .toList();
    return new QualityConfig(minRows, rules, node.at("implied").read(Implied::read));
  }

  Map<String, Object> yaml() {
    return yaml(QualityRule::yaml);
  }

  /** Without the values of masked columns. */
  Map<String, Object> yaml(PrivacyConfig privacy) {
    return yaml(rule -> rule.yaml(privacy));
  }

  private Map<String, Object> yaml(Function<QualityRule, Map<String, Object>> written) {
    return new YamlWriter()
        .with("minRows", minRows)
        .with("implied", implied.yaml())
        .with("rules", rules.stream().map(written).toList())
        .fields();
  }
}
