package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an accepted model is registered.
 *
 * @param group model package group; empty means the job's name
 * @param image inference image; empty means SageMaker's managed XGBoost 3.2-0 of the region
 * @param approval what an accepted run's package says at first
 * @param realtime instance types that an endpoint may have
 * @param transform instance types that a batch transform may have
 */
public record RegistryConfig(
    RegistryType type,
    Optional<String> group,
    Optional<String> image,
    Approval approval,
    List<String> realtime,
    List<String> transform) {
  private static final String INSTANCE = "an instance type such as ml.m5.large";

  /** Kind of registry. */
  public enum RegistryType {
    /** Models are published and registered nowhere. */
    NONE,
    /** SageMaker's Model Registry. */
    SAGEMAKER
  }

  /** Approval status of an accepted run; a refused one is never approved. */
  public enum Approval {
    /** A person approves it. */
    PENDING,
    /** The gates' verdict approves it. */
    VERDICT
  }

  static RegistryConfig read(ConfigNode node) {
    RegistryType type =
        node.at("type").value().choice(RegistryType.class).orElse(ConfigDefaults.REGISTRY);
    if (type == RegistryType.NONE) {
      for (String key : List.of("group", "image", "approval", "realtime", "transform")) {
        node.refuse(key, "goes with registry.type: sagemaker");
      }
      return none();
    }
    return new RegistryConfig(
        type,
        node.at("group")
            .value()
            .parsed("letters, digits and inner hyphens, at most 63", RegistryConfig::group),
        node.at("image").value().text(),
        node.at("approval").value().choice(Approval.class).orElse(ConfigDefaults.APPROVAL),
        types(node.at("realtime"), ConfigDefaults.REALTIME),
        types(node.at("transform"), ConfigDefaults.TRANSFORM));
  }

  /** Whether models go to a registry at all. */
  public boolean isOn() {
    return type != RegistryType.NONE;
  }

  /** The model package group of a job; a job's name is always a fine group name. */
  public String groupOf(String job) {
    return group.orElse(job);
  }

  static RegistryConfig none() {
    return new RegistryConfig(
        RegistryType.NONE,
        Optional.empty(),
        Optional.empty(),
        ConfigDefaults.APPROVAL,
        ConfigDefaults.REALTIME,
        ConfigDefaults.TRANSFORM);
  }

  private static String group(String text) {
    if (text.length() > 63 || !text.matches("[a-zA-Z0-9](-*[a-zA-Z0-9])*")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static List<String> types(ConfigNode node, List<String> otherwise) {
    node.requireItems();
    node.items().forEach(item -> item.value().parsed(INSTANCE, RegistryConfig::instance));
    return node.isPresent() ? node.texts() : otherwise;
  }

  /** AWS adds types faster than a list of them could follow. */
  private static String instance(String text) {
    if (!text.matches("ml\\.[a-z0-9-]+\\.[a-z0-9]+")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  Map<String, Object> yaml() {
    YamlWriter written = new YamlWriter().with("type", ConfigValue.word(type));
    return type == RegistryType.NONE
        ? written.fields()
        : written
            .with("group", group)
            .with("image", image)
            .with("approval", ConfigValue.word(approval))
            .with("realtime", realtime)
            .with("transform", transform)
            .fields();
  }
}
