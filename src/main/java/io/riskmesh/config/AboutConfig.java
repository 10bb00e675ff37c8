package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What only people can say about a model, for the report and the documents of its runs.
 *
 * @param purpose what the model is for
 * @param population whose applications it may score
 * @param owner who is responsible for it
 * @param limits where it must not be used
 * @param reviewBy day by which people look at it again
 */
public record AboutConfig(
    Optional<String> purpose,
    Optional<String> population,
    Optional<String> owner,
    Optional<String> limits,
    Optional<LocalDate> reviewBy) {
  /** The section of a job that says nothing. */
  public static final AboutConfig NONE =
      new AboutConfig(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Length of the longest text, which is what a SageMaker model card takes. */
  private static final int MAX_LENGTH = 2048;

  static AboutConfig read(ConfigNode node) {
    return new AboutConfig(
        text(node.at("purpose")),
        text(node.at("population")),
        text(node.at("owner")),
        text(node.at("limits")),
        node.at("reviewBy").value().parsed("an ISO date such as 2026-03-01", LocalDate::parse));
  }

  private static Optional<String> text(ConfigNode node) {
    Optional<String> text = node.value().text();
    text.filter(given -> given.length() > MAX_LENGTH)
        .ifPresent(
            given ->
                node.problem(
                    "must have at most %d characters, has %d"
                        .formatted(MAX_LENGTH, given.length())));
    return text;
  }

  Map<String, Object> yaml() {
    return new YamlWriter()
        .with("purpose", purpose)
        .with("population", population)
        .with("owner", owner)
        .with("limits", limits)
        .with("reviewBy", reviewBy.map(LocalDate::toString))
        .fields();
  }
}
