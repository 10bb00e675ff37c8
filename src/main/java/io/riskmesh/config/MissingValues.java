package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import java.util.List;
import java.util.Optional;

/** Entries that stand for "no value"; the empty text is one that can be written down. */
final class MissingValues {
  private MissingValues() {}

  /** The entries; nothing when the key is absent, so that another list applies. */
  static Optional<List<String>> read(ConfigNode node) {
    return node.isPresent() ? Optional.of(node.entries(ConfigValue::entry)) : Optional.empty();
  }
}
