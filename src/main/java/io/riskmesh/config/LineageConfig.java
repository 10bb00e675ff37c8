package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.Map;
import java.util.Optional;

/**
 * Where OpenLineage events go.
 *
 * @param uri URL that takes events by POST; empty for none
 * @param file whether events are also kept as a file among the job's files
 * @param namespace namespace of the jobs in the events
 * @param parent the run that started this command, such as a task of Airflow: {@code
 *     namespace/job/run}; empty means the variable {@code OPENLINEAGE_PARENT_ID}
 */
public record LineageConfig(
    Optional<String> uri, boolean file, String namespace, Optional<String> parent) {
  /** Events are kept even if no server takes them. */
  private static final boolean FILE = true;

  private static final String NAMESPACE = "riskmesh";
  private static final String PARENT = "namespace/job/run, where run is a UUID";

  static LineageConfig read(ConfigNode node) {
    return new LineageConfig(
        TrackingConfig.url(node.at("uri")),
        node.at("file").value().flag().orElse(FILE),
        node.at("namespace").value().text().orElse(NAMESPACE),
        node.at("parent").value().parsed(PARENT, LineageConfig::parent));
  }

  /**
   * Returns the id of a parent run after checking its form.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static String parent(String text) {
    if (!text.matches("\\S.*/[^/]+/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw new IllegalArgumentException("it is not %s".formatted(PARENT));
    }
    return text;
  }

  Map<String, Object> yaml() {
    return new YamlWriter()
        .with("uri", uri)
        .with("file", file)
        .with("namespace", namespace)
        .with("parent", parent)
        .fields();
  }
}
