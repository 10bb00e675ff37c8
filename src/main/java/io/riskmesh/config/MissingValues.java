package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import java.util.List;
import java.util.Optional;

/** Reads the entries that mean "no value"; the empty text is a valid entry. */
final class MissingValues {
  private MissingValues() {}

  /** Reads the entries; empty if the key is absent, so that another list applies. */
  static Optional<List<String>> read(ConfigNode node) {
    return node.isPresent()
        ? Optional.of(node.list().entries(ConfigValue::entry))
        : Optional.empty();
  }
}
