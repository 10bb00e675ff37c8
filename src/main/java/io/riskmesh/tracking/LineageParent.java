package io.riskmesh.tracking;

import io.riskmesh.config.LineageConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The run that started a command, such as a task of Airflow.
 *
 * @param job name of its job within the namespace
 * @param run a UUID
 */
record LineageParent(String namespace, String job, String run) {
  private static final String PARENT = "OPENLINEAGE_PARENT_ID";
  private static final String ROOT = "OPENLINEAGE_ROOT_PARENT_ID";

  /**
   * Returns the facet {@code parent}: of the environment file, otherwise of the variables {@code
   * OPENLINEAGE_PARENT_ID} and {@code OPENLINEAGE_ROOT_PARENT_ID}.
   *
   * @throws TrackerException if a variable has another form than {@code namespace/job/run}
   */
  static Optional<Map<String, Object>> facet(LineageConfig config, Map<String, String> variables) {
    Optional<LineageParent> parent =
        config.parent().map(LineageParent::split).or(() -> find(variables, PARENT));
    Optional<LineageParent> root = find(variables, ROOT);
    return parent.map(
        found -> {
          Map<String, Object> facet = new LinkedHashMap<>(found.fields());
          root.ifPresent(first -> facet.put("root", first.fields()));
          return facet;
        });
  }

  private static Optional<LineageParent> find(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name))
        .filter(text -> !text.isBlank())
        .map(
            text -> {
              try {
                return split(LineageConfig.parent(text));
              } catch (IllegalArgumentException e) {
                throw new TrackerException("variable %s: %s".formatted(name, e.getMessage()));
              }
            });
  }

  /** Splits at the last two slashes: a namespace may contain others. */
  private static LineageParent split(String text) {
    int run = text.lastIndexOf('/');
    int job = text.lastIndexOf('/', run - 1);
    return new LineageParent(
        text.substring(0, job), text.substring(job + 1, run), text.substring(run + 1));
  }

  private Map<String, Object> fields() {
    return Map.of("run", Map.of("runId", run), "job", Map.of("namespace", namespace, "name", job));
  }
}
