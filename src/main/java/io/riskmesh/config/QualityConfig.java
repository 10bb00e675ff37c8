package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.TimeSpans;
import io.riskmesh.config.yaml.YamlWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Requirements that the rows must meet before a model is trained on them.
 *
 * @param minRows minimum number of rows
 * @param rules rules that the job declares
 * @param implied limits of the rules that apply to every job
 */
public record QualityConfig(long minRows, List<QualityRule> rules, Implied implied) {

  /**
   * Limits of the rules that apply to every job.
   *
   * @param maxMissing maximum share of rows in which a feature's value is missing; all rows never
   *     pass
   * @param maxUnknown maximum share of a categorical feature's values outside its domain
   * @param maxFuture how far event times may be after the run's as-of time
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

  /** Creates requirements with the default limits for implied rules. */
  public QualityConfig(long minRows, List<QualityRule> rules) {
    this(minRows, rules, Implied.DEFAULT);
  }

  static QualityConfig read(ConfigNode node) {
    long minRows =
        node.at("minRows").value().whole(1, Long.MAX_VALUE).orElse(ConfigDefaults.MIN_ROWS);
    List<QualityRule> rules =
        node.at("rules").list().items().stream()
            .map(rule -> rule.required().read(QualityRules::read))
            .flatMap(Optional::stream)
            .toList();
    return new QualityConfig(minRows, rules, node.at("implied").read(Implied::read));
  }

  /** Returns what is required of the rows, one sentence each, without values of masked columns. */
  public List<String> inWords(PrivacyConfig privacy) {
    List<String> words = new ArrayList<>();
    words.add("at least %d rows".formatted(minRows));
    words.add("every row with a label, and rows of both classes");
    rules.forEach(rule -> words.add(rule.inWords(privacy)));
    return List.copyOf(words);
  }

  Map<String, Object> yaml() {
    return yaml(QualityRule::yaml);
  }

  /** Returns the section as in the file, without the values of masked columns. */
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
