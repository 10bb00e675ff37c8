package io.riskmesh.config;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Columns whose values no report, error or log may show. */
public record PrivacyConfig(Set<String> mask) {

  static PrivacyConfig read(Node node) {
    return new PrivacyConfig(Collections.unmodifiableSet(new TreeSet<>(node.at("mask").texts())));
  }

  Map<String, Object> yaml() {
    return new Written().with("mask", new TreeSet<>(mask)).fields();
  }
}
