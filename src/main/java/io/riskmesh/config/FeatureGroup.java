package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.TimeSpans;
import io.riskmesh.config.yaml.YamlWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A feature group of SageMaker's Feature Store that is read as a source.
 *
 * @param asOf the point in time at which the group is read; if empty, its newest rows are read
 * @param features {@link FeatureDigest} of the job, for which the rows must have been written;
 *     empty if the job declares no features yet
 */
public record FeatureGroup(String name, Optional<Instant> asOf, Optional<String> features) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}");

  /** Describes a valid name, for messages. */
  public static final String NAME_RULE = "letters, digits and inner hyphens, at most 64";

  /** Returns whether SageMaker accepts the name of a group. */
  public static boolean isName(String name) {
    return name.length() <= 64 && NAME.matcher(name).matches();
  }

  static FeatureGroup read(ConfigNode node) {
    return new FeatureGroup(
        node.at("name").required().value().parsed(NAME_RULE, FeatureGroup::name).orElse(""),
        node.at("asOf").value().parsed(TimeSpans.TIME, TimeSpans::instant),
        Optional.empty());
  }

  private static String name(String text) {
    if (!isName(text)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  FeatureGroup declaring(List<FeatureConfig> declared, List<String> missingValues) {
    return new FeatureGroup(
        name,
        asOf,
        declared.isEmpty()
            ? Optional.empty()
            : Optional.of(FeatureDigest.of(declared, missingValues)));
  }

  String shown() {
    return "feature group " + name + asOf.map(time -> " as of " + time).orElse("");
  }

  Map<String, Object> yaml() {
    return new YamlWriter().with("name", name).with("asOf", asOf.map(Instant::toString)).fields();
  }
}
