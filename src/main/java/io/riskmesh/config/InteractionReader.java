package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the groups of features that trees may combine: {@code interactions}. */
final class InteractionReader {
  private InteractionReader() {}

  /** Reads the groups, each with the names of two or more of the features. */
  static List<List<String>> read(ConfigNode node, List<FeatureConfig> features) {
    Set<String> names = names(features);
    return node.list().items().stream().map(group -> group(group.required(), names)).toList();
  }

  /** Returns the groups all of whose names are those of features. */
  static List<List<String>> among(List<FeatureConfig> features, List<List<String>> groups) {
    Set<String> names = names(features);
    return groups.stream().filter(names::containsAll).toList();
  }

  private static Set<String> names(List<FeatureConfig> features) {
    return features.stream().map(FeatureConfig::name).collect(Collectors.toSet());
  }

  private static List<String> group(ConfigNode node, Set<String> features) {
    List<String> names = node.list().texts();
    names.stream()
        .filter(name -> !features.contains(name))
        .forEach(name -> node.problem("no feature is named \"%s\"".formatted(name)));
    if (node.isList() && node.list().items().size() < 2) {
      node.problem("must name two features or more; one alone is never combined anyway");
    }
    return names;
  }
}
