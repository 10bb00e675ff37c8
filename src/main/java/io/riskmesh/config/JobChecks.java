package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that span sections: leaks of the label, duplicate names, and required columns. */
final class JobChecks {
  /**
   * SageMaker's rule for the name of a model package group; such a name is also a valid folder
   * name.
   */
  private static final String NAME = "[a-zA-Z0-9](-*[a-zA-Z0-9])*";

  private static final int MAX_NAME_LENGTH = 63;

  private final ConfigNode root;
  private final Set<String> declared = new HashSet<>();
  private final Map<String, String> outputs = new HashMap<>();

  JobChecks(ConfigNode root) {
    this.root = root;
  }

  String name(ConfigNode node) {
    return node.value()
        .parsed(
            "letters, digits and inner hyphens, at most %d".formatted(MAX_NAME_LENGTH),
            JobChecks::name)
        .orElse("");
  }

  private static String name(String text) {
    if (text.length() > MAX_NAME_LENGTH || !text.matches(NAME)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  /**
   * Checks that a feature reads neither the label nor the weight, and that its names are unique.
   */
  void feature(
      ConfigNode node,
      FeatureConfig feature,
      SourceConfig source,
      LabelConfig label,
      PrivacyConfig privacy) {
    for (String column : feature.columns()) {
      if (!column.isEmpty() && column.equals(label.column())) {
        node.problem("reads the label %s: target leakage".formatted(column));
      }
      if (source.weight().filter(column::equals).isPresent()) {
        node.problem("reads the weight %s, which does not describe the borrower".formatted(column));
      }
    }
    requireMeaning(node, feature);
    requireConsent(node, feature, privacy);
    requireOwnNames(node, feature);
  }

  /** Checks that no entry is both a value and a missing value, and no two are the same value. */
  private static void requireMeaning(ConfigNode node, FeatureConfig feature) {
    Set<String> missing =
        feature.missingValues().orElse(List.of()).stream()
            .map(feature::matched)
            .collect(Collectors.toSet());
    Map<String, String> values = new HashMap<>();
    for (String entry : feature.entries()) {
      if (missing.contains(feature.matched(entry))) {
        node.problem("\"%s\" is listed both as a value and as a missing value".formatted(entry));
      }
      String other = values.putIfAbsent(feature.matched(entry), entry);
      if (other != null) {
        node.problem("%s and %s are the same value".formatted(entry, other));
      }
    }
  }

  /**
   * Checks that the domain or the bins of a masked column are published only on request: the
   * model's trees hold every value of them, whoever reads the model.
   */
  private static void requireConsent(
      ConfigNode node, FeatureConfig feature, PrivacyConfig privacy) {
    if (feature.needsConsent()) {
      feature.columns().stream()
          .filter(privacy::hides)
          .forEach(
              column ->
                  node.problem(
                      "privacy.mask hides the column %s, but features.json would contain the values of its %s: set publishDomain: true or remove the feature"
                          .formatted(
                              column, feature instanceof BinnedFeature ? "bins" : "domain")));
    }
    if (feature instanceof ExpressionFeature expression) {
      expression.requireConsent(node, privacy);
    }
  }

  private void requireOwnNames(ConfigNode node, FeatureConfig feature) {
    if (!declared.add(feature.name())) {
      node.problem("the name is already taken by an earlier feature");
      return;
    }
    for (String name : feature.outputs()) {
      String other = outputs.putIfAbsent(name, feature.name());
      if (other != null) {
        node.problem("produces column %s, which %s also produces".formatted(name, other));
        return;
      }
    }
  }

  /** Checks that, if there are codes at all, each feature has one, and nothing else has. */
  void codes(ReasonConfig reasons, List<FeatureConfig> features) {
    ConfigNode node = root.at("score").at("reasons").at("codes");
    Set<String> names = features.stream().map(FeatureConfig::name).collect(Collectors.toSet());
    Set<String> coded = reasons.codes().keySet();
    coded.stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> node.at(name).problem("no feature has this name"));
    if (!coded.isEmpty()) {
      features.stream()
          .map(FeatureConfig::name)
          .filter(name -> !coded.contains(name))
          .forEach(name -> node.at(name).problem("is missing; every feature needs a code"));
    }
  }

  /** Checks that no grouping reads the label, and that gates on groups and segments have some. */
  void groupings(EvaluationConfig evaluation, LabelConfig label, List<GateLimit> gates) {
    ConfigNode node = root.at("evaluation");
    evaluation.groupings().stream()
        .filter(grouping -> grouping.column().equals(label.column()))
        .forEach(grouping -> node.problem("groups rows by the label " + label.column()));
    requireGroupings("groups", evaluation.groups(), gates);
    requireGroupings("segments", evaluation.segments(), gates);
  }

  private void requireGroupings(
      String section, List<GroupingConfig> groupings, List<GateLimit> gates) {
    if (groupings.isEmpty()
        && gates.stream().anyMatch(gate -> gate.metric().startsWith(section + "."))) {
      root.at("gates")
          .at(section)
          .problem("has limits, but evaluation.%s declares none".formatted(section));
    }
  }

  /** Checks the columns that are not read by features. */
  void columns(SourceConfig source, LabelConfig label, SplitConfig split, List<QualityRule> rules) {
    ConfigNode node = root.at("source");
    if (source.key().contains(label.column())) {
      node.at("key")
          .problem("contains the label %s: target leakage in the split".formatted(label.column()));
    }
    requireOther(node.at("eventTime"), source.eventTime(), label);
    requireOther(node.at("weight"), source.weight(), label);
    if (split.reads().contains(label.column())) {
      root.at("split").problem("reads the label %s: target leakage".formatted(label.column()));
    }
    if (source.eventTime().isEmpty()) {
      requireEventTime(node.at("eventTime"), label, split, rules);
    }
  }

  private static void requireOther(ConfigNode node, Optional<String> column, LabelConfig label) {
    if (column.filter(label.column()::equals).isPresent()) {
      node.problem("must not be the label");
    }
  }

  private static void requireEventTime(
      ConfigNode node, LabelConfig label, SplitConfig split, List<QualityRule> rules) {
    if (label.window().isPresent()) {
      node.problem("is missing; label.window requires it");
    }
    if (split.needsEventTime()) {
      node.problem(
          "is missing; split.%s requires it"
              .formatted(split.outOfTime().isPresent() ? "outOfTime" : "strategy: time"));
    }
    if (rules.stream().anyMatch(QualityRule::needsEventTime)) {
      node.problem("is missing; the quality rule freshness requires it");
    }
  }
}
