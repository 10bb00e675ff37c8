package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.Map;
import java.util.Optional;

/**
 * The MLflow server that records runs.
 *
 * @param uri URL of the server
 * @param experiment name of the experiment; empty means the job's name
 * @param model registered model that gets a version for each accepted run; empty for none
 */
public record MlflowConfig(String uri, Optional<String> experiment, Optional<String> model) {

  static MlflowConfig read(ConfigNode node) {
    return new MlflowConfig(
        TrackingConfig.url(node.at("uri").required()).orElse(""),
        node.at("experiment").value().text(),
        node.at("model")
            .value()
            .parsed("a name without slashes and colons, at most 250", MlflowConfig::model));
  }

  private static String model(String text) {
    if (!text.matches("[^/:\\s]([^/:]{0,248}[^/:\\s])?")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  Map<String, Object> yaml() {
    return new YamlWriter()
        .with("uri", uri)
        .with("experiment", experiment)
        .with("model", model)
        .fields();
  }
}
