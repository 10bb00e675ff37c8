package io.riskmesh.registry;

import io.riskmesh.aws.Moto;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.config.RegistryConfig;
import io.riskmesh.config.RegistryConfig.Approval;
import io.riskmesh.config.RegistryConfig.RegistryType;
import io.riskmesh.config.SignOffConfig;
import io.riskmesh.config.TrackingConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Environments whose registry is a test server. */
final class Environments {
  private Environments() {}

  static EnvConfig sageMaker(String endpoint, Approval approval) {
    return sageMaker(endpoint, approval, Optional.empty());
  }

  static EnvConfig sageMaker(String endpoint, Approval approval, Optional<String> image) {
    return with(
        endpoint,
        new RegistryConfig(
            RegistryType.SAGEMAKER,
            Optional.empty(),
            image,
            approval,
            List.of("ml.m5.large"),
            List.of("ml.m5.xlarge")));
  }

  static EnvConfig with(String endpoint, RegistryConfig registry) {
    return with(endpoint, registry, SignOffConfig.NONE);
  }

  static EnvConfig with(String endpoint, RegistryConfig registry, SignOffConfig signOff) {
    return new EnvConfig(
        null,
        Moto.config(endpoint, 2),
        "s3a://models/risk",
        registry,
        signOff,
        TrackingConfig.NONE,
        new EnvConfig.Spark(Optional.empty(), Map.of()));
  }
}
