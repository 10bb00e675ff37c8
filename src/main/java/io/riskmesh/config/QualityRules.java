package io.riskmesh.config;

import io.riskmesh.config.QualityRule.Allowed;
import io.riskmesh.config.QualityRule.DuplicateKeys;
import io.riskmesh.config.QualityRule.Freshness;
import io.riskmesh.config.QualityRule.Nulls;
import io.riskmesh.config.QualityRule.Range;
import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.RangeReader;
import io.riskmesh.config.yaml.TimeSpans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads quality rules from YAML. */
final class QualityRules {
  private static final List<String> CHECKS =
      List.of("nulls", "range", "allowed", "duplicate_keys", "freshness");

  private QualityRules() {}

  /** Reads a rule; empty if {@code check} is missing or unknown, which is reported as a problem. */
  static Optional<QualityRule> read(ConfigNode node) {
    Optional<String> check = node.at("check").required().value().choice(CHECKS);
    if (check.isEmpty()) {
      node.ignoreUnknown();
    }
    return check.map(name -> rule(name, node));
  }

  private static QualityRule rule(String check, ConfigNode node) {
    return switch (check) {
      case "nulls" -> new Nulls(column(node), maxShare(node));
      case "range" -> range(node);
      case "allowed" -> allowed(node);
      case "duplicate_keys" -> new DuplicateKeys(maxShare(node));
      default -> freshness(node);
    };
  }

  private static String column(ConfigNode node) {
    return node.at("column").required().value().text().orElse("");
  }

  private static double maxShare(ConfigNode node) {
    return node.at("maxShare").value().share().orElse(ConfigDefaults.MAX_SHARE);
  }

  private static Range range(ConfigNode node) {
    OptionalDouble min = node.at("min").value().number();
    OptionalDouble max = node.at("max").value().number();
    if (!node.at("min").isPresent() && !node.at("max").isPresent()) {
      node.problem("needs min or max");
    }
    RangeReader.check(node, min, max);
    return new Range(column(node), min, max, maxShare(node));
  }

  private static Allowed allowed(ConfigNode node) {
    ConfigNode values = node.at("values").required();
    List<String> texts = values.list().entries(ConfigValue::entry);
    values.list().requireItems();
    return new Allowed(column(node), texts, maxShare(node));
  }

  private static Freshness freshness(ConfigNode node) {
    return new Freshness(
        node.at("maxAge")
            .required()
            .value()
            .parsed(TimeSpans.SPAN, TimeSpans::span)
            .orElse(Duration.ZERO));
  }
}
