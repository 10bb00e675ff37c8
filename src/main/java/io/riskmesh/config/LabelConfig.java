package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.TimeSpans;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The column that states who defaulted.
 *
 * @param column name of the column
 * @param positive entry that matches the value for default; every other value is negative
 * @param window time within which a borrower can default; rows whose event time is less than that
 *     before the as-of time are in no part
 */
public record LabelConfig(String column, String positive, Optional<Duration> window) {
  private static final String POSITIVE = "positive";

  /** Creates a label that is final at the time of its row. */
  public LabelConfig(String column, String positive) {
    this(column, positive, Optional.empty());
  }

  static LabelConfig read(ConfigNode node) {
    return new LabelConfig(
        node.at("column").required().value().text().orElse(""),
        node.at(POSITIVE).required().value().entry().orElse(""),
        node.at("window").value().parsed(TimeSpans.PERIOD, TimeSpans::period));
  }

  Map<String, Object> yaml() {
    return new YamlWriter()
        .with("column", column)
        .with(POSITIVE, YamlScalars.written(positive))
        .with("window", window.map(Duration::toString))
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
