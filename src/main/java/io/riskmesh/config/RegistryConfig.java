package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where accepted models are registered.
 *
 * @param type kind of registry
 * @param group model package group; empty means the job's name
 * @param image inference image; empty means SageMaker's managed XGBoost 3.2-0 image of the region
 * @param approval initial approval status of an accepted run's package
 * @param realtime supported instance types for endpoints
 * @param transform supported instance types for batch transform
 */
public record RegistryConfig(
    RegistryType type,
    Optional<String> group,
    Optional<String> image,
    Approval approval,
    List<String> realtime,
    List<String> transform) {
  /** Repository and tag of SageMaker's managed image that reads our models. */
  public static final String MANAGED = "sagemaker-xgboost:3.2-0";

  private static final String INSTANCE = "an instance type such as ml.m5.large";

  private static final String GRAVITON =
      "%s has an ARM processor (Graviton), and SageMaker's image %s is for x86 alone: choose another type, or set registry.image to an image for ARM";

  /** Kind of registry. */
  public enum RegistryType {
    /** Models are published but not registered. */
    NONE,
    /** SageMaker's Model Registry. */
    SAGEMAKER
  }

  /** Initial approval status of an accepted run; a refused run is never approved. */
  public enum Approval {
    /** Pending until a person approves it. */
    PENDING,
    /** Approved by the verdict of the gates. */
    VERDICT
  }

  static RegistryConfig read(ConfigNode node) {
    RegistryType type =
        node.at("type").value().choice(RegistryType.class).orElse(ConfigDefaults.REGISTRY);
    if (type == RegistryType.NONE) {
      for (String key : List.of("group", "image", "approval", "realtime", "transform")) {
        node.refuse(key, "is only valid together with registry.type: sagemaker");
      }
      return none();
    }
    Optional<String> image = node.at("image").value().text();
    boolean managed = isManaged(image);
    return new RegistryConfig(
        type,
        node.at("group")
            .value()
            .parsed("letters, digits and inner hyphens, at most 63", RegistryConfig::group),
        image,
        node.at("approval").value().choice(Approval.class).orElse(ConfigDefaults.APPROVAL),
        types(node.at("realtime"), managed, ConfigDefaults.REALTIME),
        types(node.at("transform"), managed, ConfigDefaults.TRANSFORM));
  }

  /** Returns whether models are registered for SageMaker's managed image. */
  public boolean isManaged() {
    return isManaged(image);
  }

  private static boolean isManaged(Optional<String> image) {
    return image.filter(uri -> !uri.endsWith("/" + MANAGED)).isEmpty();
  }

  /** Returns whether models are registered. */
  public boolean isOn() {
    return type != RegistryType.NONE;
  }

  /** Returns the model package group of a job; every job name is a valid group name. */
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

  private static List<String> types(ConfigNode node, boolean managed, List<String> otherwise) {
    node.list().requireItems();
    for (ConfigNode item : node.list().items()) {
      item.value()
          .parsed(INSTANCE, RegistryConfig::instance)
          .filter(instance -> managed && isGraviton(instance))
          .ifPresent(instance -> item.problem(GRAVITON.formatted(instance, MANAGED)));
    }
    return node.isPresent() ? node.list().texts() : otherwise;
  }

  /** Checks the form only, since AWS adds instance types too often to list them. */
  private static String instance(String text) {
    if (!text.matches("ml\\.[a-z0-9-]+\\.[a-z0-9]+")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  /** AWS marks the processor by a {@code g} after the generation: m7g, c7gn, x2gd, is4gen, g5g. */
  private static boolean isGraviton(String instance) {
    return instance.matches("ml\\.[a-z]+[0-9]+g[a-z]*\\..+");
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
