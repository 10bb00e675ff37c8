package io.riskmesh.tracking;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Credentials in the variables that the systems' own clients read. */
final class TrackerCredentials {
  private TrackerCredentials() {}

  /**
   * Returns the header for MLflow: that of {@code MLFLOW_TRACKING_TOKEN}, otherwise that of {@code
   * MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}.
   */
  static Optional<String> ofMlflow(Map<String, String> variables) {
    Optional<String> token = find(variables, "MLFLOW_TRACKING_TOKEN");
    if (token.isPresent()) {
      return token.map("Bearer "::concat);
    }
    return find(variables, "MLFLOW_TRACKING_USERNAME")
        .map(user -> user + ":" + find(variables, "MLFLOW_TRACKING_PASSWORD").orElse(""))
        .map(both -> both.getBytes(StandardCharsets.UTF_8))
        .map(both -> "Basic " + Base64.getEncoder().encodeToString(both));
  }

  /** Returns the header for OpenLineage: that of {@code OPENLINEAGE_API_KEY}. */
  static Optional<String> ofLineage(Map<String, String> variables) {
    return find(variables, "OPENLINEAGE_API_KEY").map("Bearer "::concat);
  }

  private static Optional<String> find(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }
}
