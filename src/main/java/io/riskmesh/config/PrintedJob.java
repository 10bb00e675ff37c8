package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.NodeReading;
import io.riskmesh.config.yaml.ValueOrigin;
import io.riskmesh.config.yaml.YamlReader;
import io.riskmesh.config.yaml.YamlTree;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A job as {@link EffectiveConfig#jobYaml} printed it, perhaps in an earlier release. */
final class PrintedJob {
  private final String yaml;

  /** Keeps the first document, the job; the environment may follow it. */
  PrintedJob(String yaml) {
    this.yaml = yaml.split("(?m)^---$", 2)[0];
  }

  /** Returns the job; empty if there are problems, which are added to those of the reading. */
  Optional<JobConfig> read(NodeReading reading) {
    ValueOrigin origin = new ValueOrigin("the run", 1, UnaryOperator.identity());
    return YamlReader.read(yaml, origin, "", reading.problems())
        .filter(YamlTree.Section.class::isInstance)
        .map(tree -> ConfigNode.root((YamlTree.Section) tree, reading).read(JobReader::read))
        .filter(read -> reading.problems().isEmpty());
  }

  /**
   * Returns the keys in which the job differs from the present one, see {@link
   * EffectiveConfig#differing}.
   *
   * @param now the present job as it is printed
   * @param effective its sections with the values of variables and those that are withheld
   */
  SortedSet<String> differing(PrintedJob now, Map<String, Object> effective) {
    Map<String, String> before = TrainedSections.leaves(yaml);
    Map<String, String> printed = TrainedSections.leaves(now.yaml);
    Map<String, String> values = TrainedSections.leaves(YamlWriter.yaml(effective));
    SortedSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(printed.keySet());
    keys.removeIf(
        key ->
            Objects.equals(before.get(key), printed.get(key))
                || Objects.equals(before.get(key), values.get(key)));
    if (keys.isEmpty()) {
      keys.addAll(values.keySet());
      keys.removeIf(key -> values.get(key).equals(printed.get(key)));
    }
    return keys;
  }
}
