package io.riskmesh.config.yaml;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The keys of a section that its reader requested or refused; any other is unknown. */
final class RequestedKeys {
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> refused = new LinkedHashSet<>();

  /** Adds a key that the reader requested. */
  void know(String key) {
    known.add(key);
  }

  /** Adds a key that is not unknown, but reported otherwise or not at all. */
  void refuse(String key) {
    refused.add(key);
  }

  /** Returns the message about an unknown key; empty if the key is not unknown. */
  Optional<String> unknown(String key) {
    if (known.contains(key) || refused.contains(key)) {
      return Optional.empty();
    }
    Set<String> all = new LinkedHashSet<>(known);
    all.addAll(refused);
    String help =
        NearestWord.to(key, all)
            .map(", did you mean %s?"::formatted)
            .orElseGet(() -> "; valid keys: " + String.join(", ", known));
    return Optional.of("unknown key" + help);
  }
}
