package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the declared features the model uses, decided on train and validation before training.
 *
 * @param limits limits that a feature must meet; a limit that is absent drops nothing
 * @param leak from where on a feature is suspected to know the label
 * @param known features that are strong and known before the decision: never suspected
 * @param keep features that stay, whatever the limits
 */
public record ScreeningConfig(
    Map<ScreeningLimit, Double> limits, LeakLimits leak, List<String> known, List<String> keep) {
  private static final String NOT_NEGATIVE = "a number of at least 0";
  private static final String AUC = "a number from 0.5 to 1";

  /** A limit on one figure of a feature. */
  public enum ScreeningLimit {
    /** Smallest information value on train. */
    MIN_INFORMATION_VALUE("minInformationValue"),
    /** Smallest AUC of the feature alone on train, at least 0.5. */
    MIN_AUC("minAuc"),
    /** Largest share of train rows in which a column of the feature has no value. */
    MAX_MISSING("maxMissing"),
    /** Largest population stability index of train against validation, or against a vintage. */
    MAX_PSI("maxPsi"),
    /** Largest absolute correlation with a feature of higher information value. */
    MAX_CORRELATION("maxCorrelation");

    private final String key;

    ScreeningLimit(String key) {
      this.key = key;
    }

    /** Returns the key of the limit in the job file. */
    public String key() {
      return key;
    }

    private OptionalDouble read(ConfigNode section) {
      ConfigNode node = section.at(key);
      return switch (this) {
        case MIN_INFORMATION_VALUE, MAX_PSI -> node.value().number(NOT_NEGATIVE, x -> x >= 0);
        case MIN_AUC -> node.value().number(AUC, x -> x >= 0.5 && x <= 1);
        case MAX_MISSING, MAX_CORRELATION -> node.value().share();
      };
    }
  }

  /**
   * What a single feature can tell at most, if it does not know the label.
   *
   * @param auc largest believable AUC of the feature alone
   * @param informationValue largest believable information value
   */
  public record LeakLimits(double auc, double informationValue) {
    private static LeakLimits read(ConfigNode node) {
      return new LeakLimits(
          node.at("auc")
              .value()
              .number(AUC, x -> x >= 0.5 && x <= 1)
              .orElse(ConfigDefaults.LEAK_AUC),
          node.at("informationValue")
              .value()
              .number("a number above 0", x -> x > 0)
              .orElse(ConfigDefaults.LEAK_INFORMATION_VALUE));
    }

    private Map<String, Object> yaml() {
      return new YamlWriter()
          .number("auc", auc)
          .number("informationValue", informationValue)
          .fields();
    }
  }

  /** Reads the section; empty if the job has none. */
  static Optional<ScreeningConfig> read(ConfigNode node, List<FeatureConfig> features) {
    if (!node.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(node.read(section -> readSection(section, features)));
  }

  private static ScreeningConfig readSection(ConfigNode node, List<FeatureConfig> features) {
    Map<ScreeningLimit, Double> limits = new LinkedHashMap<>();
    for (ScreeningLimit limit : ScreeningLimit.values()) {
      limit.read(node).ifPresent(value -> limits.put(limit, value));
    }
    return new ScreeningConfig(
        limits,
        node.at("leak").read(LeakLimits::read),
        names(node.at("known"), features),
        names(node.at("keep"), features));
  }

  private static List<String> names(ConfigNode node, List<FeatureConfig> features) {
    Set<String> declared = features.stream().map(FeatureConfig::name).collect(Collectors.toSet());
    List<String> names = node.list().texts();
    names.stream()
        .filter(name -> !declared.contains(name))
        .forEach(name -> node.problem("names %s, which is no feature".formatted(name)));
    return names;
  }

  /** Returns the limit, if the job sets it. */
  public OptionalDouble limit(ScreeningLimit limit) {
    Double value = limits.get(limit);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  Map<String, Object> yaml() {
    YamlWriter written = new YamlWriter();
    limits.forEach((limit, value) -> written.with(limit.key(), YamlScalars.written(value)));
    return written
        .with("leak", leak.yaml())
        .with("known", YamlWriter.texts(known))
        .with("keep", YamlWriter.texts(keep))
        .fields();
  }
}
