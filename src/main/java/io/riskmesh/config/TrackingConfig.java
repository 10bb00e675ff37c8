package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.TimeSpans;
import io.riskmesh.config.yaml.YamlWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Systems that are told about commands. A run needs none of them.
 *
 * @param environment name of this environment, such as {@code production}
 * @param timeout how long a command waits for a system, at most, once its own work is done
 * @param mlflow the MLflow server that records runs; empty for none
 * @param openlineage where lineage events go; empty for nowhere
 * @param metrics how metrics are written; empty for not at all
 */
public record TrackingConfig(
    String environment,
    Duration timeout,
    Optional<MlflowConfig> mlflow,
    Optional<LineageConfig> openlineage,
    Optional<MetricsFormat> metrics) {
  private static final String ENVIRONMENT = "default";

  /** Long enough for a server that is far away, and short beside any run. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Nothing is told. */
  public static final TrackingConfig NONE =
      new TrackingConfig(
          ENVIRONMENT, TIMEOUT, Optional.empty(), Optional.empty(), Optional.empty());

  private static final String NAME = "letters, digits, dots, hyphens and underscores, at most 60";
  private static final String URL =
      "must be a URL such as http://localhost:5000, without user, password and query";
  private static final String WAIT = "a duration of 1s to 60s";

  /** How metrics are written. */
  public enum MetricsFormat {
    /** CloudWatch's embedded metric format, one line of JSON per event on standard output. */
    EMF
  }

  static TrackingConfig read(ConfigNode node) {
    ConfigNode mlflow = node.at("mlflow");
    ConfigNode openlineage = node.at("openlineage");
    return new TrackingConfig(
        node.at("environment").value().parsed(NAME, TrackingConfig::name).orElse(ENVIRONMENT),
        node.at("timeout").value().parsed(WAIT, TrackingConfig::wait).orElse(TIMEOUT),
        mlflow.isPresent() ? Optional.of(mlflow.read(MlflowConfig::read)) : Optional.empty(),
        openlineage.isPresent()
            ? Optional.of(openlineage.read(LineageConfig::read))
            : Optional.empty(),
        node.at("metrics").value().choice(MetricsFormat.class));
  }

  private static String name(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,60}")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static Duration wait(String text) {
    Duration wait = TimeSpans.span(text);
    if (wait.compareTo(Duration.ofSeconds(1)) < 0 || wait.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(text);
    }
    return wait;
  }

  /**
   * Reads a server's URL. It is published, so it has neither user nor query; one that has is not
   * shown.
   */
  static Optional<String> url(ConfigNode node) {
    Optional<String> text = node.value().text();
    if (text.isPresent() && !isPlain(text.get())) {
      node.problem(URL);
      return Optional.empty();
    }
    return text;
  }

  private static boolean isPlain(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && String.valueOf(uri.getScheme()).matches("https?");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  Map<String, Object> yaml() {
    return new YamlWriter()
        .with("environment", environment)
        .with("timeout", timeout.toString())
        .with("mlflow", mlflow.map(MlflowConfig::yaml))
        .with("openlineage", openlineage.map(LineageConfig::yaml))
        .with("metrics", metrics.map(ConfigValue::word))
        .fields();
  }
}
