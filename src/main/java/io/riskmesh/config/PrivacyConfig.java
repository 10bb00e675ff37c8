package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Columns whose values must not appear in reports, errors or logs.
 *
 * @param mask names of the columns
 */
public record PrivacyConfig(Set<String> mask) {
  /**
   * Minimum number of rows of a group that is shown: the threshold rule of statistical disclosure
   * control with the minimum that statistical offices use for microdata of persons (Hundepool et
   * al. 2012, Statistical Disclosure Control, 4.2.1: from 3 to 10).
   */
  public static final int SMALL_CELL = 10;

  /** No column is masked. */
  static final PrivacyConfig OPEN = new PrivacyConfig(Set.of());

  static PrivacyConfig read(ConfigNode node) {
    return new PrivacyConfig(
        Collections.unmodifiableSet(new TreeSet<>(node.at("mask").list().texts())));
  }

  /** Returns whether values of the column must not be shown. */
  public boolean hides(String column) {
    return mask.contains(column);
  }

  Map<String, Object> yaml() {
    return new YamlWriter().with("mask", new TreeSet<>(mask)).fields();
  }
}
