package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.SecretSettings;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.store.S3Uri;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * WHERE a job runs: the content of the environment file.
 *
 * @param catalog where tables are found
 * @param aws how AWS is accessed
 * @param artifacts absolute local path or URI of the folder that holds the files of all jobs
 * @param registry where accepted models are registered
 * @param signOff whose sign-off a run needs
 * @param tracking systems that are told about commands
 * @param spark settings of the Spark session
 */
public record EnvConfig(
    CatalogConfig catalog,
    AwsConfig aws,
    String artifacts,
    RegistryConfig registry,
    SignOffConfig signOff,
    TrackingConfig tracking,
    Spark spark) {

  /** Top-level keys; every other key belongs to the job file. */
  static final Set<String> SECTIONS =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(
              List.of("catalog", "aws", "artifacts", "registry", "signOff", "tracking", "spark")));

  private static final String NOT_ON_S3 =
      "must be on S3 (s3:// or s3a://) with registry.type: sagemaker, which reads nothing else";

  private static final String LOCAL_MODEL =
      "needs artifacts.uri on S3 (s3:// or s3a://): MLflow accepts no model in a local folder";

  /**
   * Settings of the Spark session.
   *
   * @param master Spark master; if empty, spark-submit decides
   * @param conf Spark properties of the session
   */
  public record Spark(Optional<String> master, Map<String, String> conf) {

    static Spark read(ConfigNode node) {
      ConfigNode conf = node.at("conf");
      Map<String, String> settings = conf.settings();
      settings.keySet().stream()
          .filter(key -> !key.startsWith("spark."))
          .forEach(key -> conf.at(key).problem("a Spark setting must start with spark."));
      return new Spark(node.at("master").value().text(), Collections.unmodifiableMap(settings));
    }

    private Map<String, Object> yaml() {
      return new YamlWriter()
          .with("master", master)
          .with("conf", YamlWriter.settings(conf))
          .fields();
    }

    /** Returns the settings without secrets. */
    @Override
    public String toString() {
      return "Spark[master=%s, conf=%s]".formatted(master, SecretSettings.ofSpark(conf));
    }
  }

  /**
   * Returns whether the environment uses an AWS service: Glue, Athena, SageMaker or artifacts on
   * S3.
   */
  public boolean usesAws() {
    return catalog.type() == CatalogConfig.CatalogType.GLUE
        || catalog.type() == CatalogConfig.CatalogType.ATHENA
        || registry.type() == RegistryConfig.RegistryType.SAGEMAKER
        || S3Uri.is(artifacts);
  }

  static EnvConfig read(ConfigNode node) {
    JobConfig.SECTIONS.forEach(key -> node.refuse(key, "belongs in the job file"));
    CatalogConfig catalog = node.at("catalog").read(CatalogConfig::read);
    AwsConfig aws = node.at("aws").read(AwsConfig::read);
    ConfigNode artifacts = node.at("artifacts");
    String uri = artifacts.read(n -> n.at("uri").required().value().location()).orElse("");
    RegistryConfig registry = node.at("registry").read(RegistryConfig::read);
    if (registry.isOn() && !uri.isEmpty() && !S3Uri.isWhole(uri)) {
      artifacts.at("uri").problem(NOT_ON_S3);
    }
    SignOffConfig signOff = node.at("signOff").read(SignOffConfig::read);
    if (!signOff.approve().isEmpty() && !registry.isOn()) {
      node.at("signOff")
          .at("approve")
          .problem("is only valid together with registry.type: sagemaker");
    }
    ConfigNode tracking = node.at("tracking");
    TrackingConfig tracked = tracking.read(TrackingConfig::read);
    if (tracked.mlflow().flatMap(MlflowConfig::model).isPresent()
        && !uri.isEmpty()
        && !S3Uri.isWhole(uri)) {
      tracking.at("mlflow").at("model").problem(LOCAL_MODEL);
    }
    return new EnvConfig(
        catalog, aws, uri, registry, signOff, tracked, node.at("spark").read(Spark::read));
  }

  /** Returns the environment as in the file, with defaults filled in. */
  Map<String, Object> yaml() {
    YamlWriter yaml =
        new YamlWriter()
            .with("catalog", catalog.yaml())
            .with("aws", aws.yaml())
            .with("artifacts", new YamlWriter().with("uri", artifacts).fields())
            .with("registry", registry.yaml());
    if (!signOff.equals(SignOffConfig.NONE)) {
      yaml.with("signOff", signOff.yaml());
    }
    if (!tracking.equals(TrackingConfig.NONE)) {
      yaml.with("tracking", tracking.yaml());
    }
    return yaml.with("spark", spark.yaml()).fields();
  }
}
