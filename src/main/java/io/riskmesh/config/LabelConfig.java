package io.riskmesh.config;

import java.util.Map;

/**
 * The column that says who defaulted.
 *
 * @param column name of the column
 * @param positive entry that matches the value that means default; every other value is negative
 */
public record LabelConfig(String column, String positive) {

  static LabelConfig read(Node node) {
    return new LabelConfig(
        node.at("column").required().value().text().orElse(""),
        node.at("positive").required().value().entry().orElse(""));
  }

  Map<String, Object> yaml() {
    return new Written()
        .with("column", column)
        .with("positive", Scalars.written(positive))
        .fields();
  }
}
