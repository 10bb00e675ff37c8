package io.riskmesh.registry;

import io.riskmesh.config.AwsConfig;
import io.riskmesh.config.AwsConfig.S3Config;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.config.RegistryConfig;
import io.riskmesh.config.RegistryConfig.Approval;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Environments with a registry at a server of the test's. */
final class Environments {
  private Environments() {}

  static EnvConfig sageMaker(String endpoint, Approval approval) {
    return with(
        endpoint,
        new RegistryConfig(
            RegistryConfig.Type.SAGEMAKER,
            Optional.empty(),
            Optional.empty(),
            approval,
            List.of("ml.m5.large"),
            List.of("ml.m5.xlarge")));
  }

  static EnvConfig with(String endpoint, RegistryConfig registry) {
    return new EnvConfig(
        null,
        awsAt(endpoint, 2),
        "s3a://models/risk",
        registry,
        new EnvConfig.Spark(Optional.empty(), Map.of()));
  }

  static AwsConfig awsAt(String endpoint, int attempts) {
    return awsAt(endpoint, attempts, "eu-west-1");
  }

  static AwsConfig awsAt(String endpoint, int attempts, String region) {
    return new AwsConfig(
        Optional.of(region),
        Optional.of(endpoint),
        Optional.empty(),
        new S3Config(Optional.empty(), true, Optional.empty()),
        attempts);
  }
}
