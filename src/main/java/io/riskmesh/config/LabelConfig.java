package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.Map;

/**
 * The column that states who defaulted.
 *
 * @param column name of the column
 * @param positive entry that matches the value for default; every other value is negative
 */
public record LabelConfig(String column, String positive) {
  private static final String POSITIVE = "positive";

  static LabelConfig read(ConfigNode node) {
    return new LabelConfig(
        node.at("column").required().value().text().orElse(""),
        node.at(POSITIVE).required().value().entry().orElse(""));
  }

  Map<String, Object> yaml() {
    return new YamlWriter()
        .with("column", column)
        .with(POSITIVE, YamlScalars.written(positive))
        .fields();
  }

  /** Returns the label as in the file, without the value if the column is masked. */
  Map<String, Object> yaml(PrivacyConfig privacy) {
    Map<String, Object> yaml = yaml();
    if (privacy.hides(column)) {
      yaml.remove(POSITIVE);
    }
    return yaml;
  }
}
