package io.riskmesh.registry;

import io.riskmesh.config.RegistryConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * SageMaker's managed XGBoost container, in the version that reads our models: an older one
 * misreads {@code base_score} without an error.
 */
final class XgboostImage {
  static final String FRAMEWORK_VERSION = "3.2";

  /**
   * Makes the container score raw records with the archive's {@code code/inference.py}. It installs
   * that folder with pip, which would otherwise fetch setuptools from PyPI (pip reads {@code false}
   * as "no isolation"). A client that accepts any type gets that of its request.
   */
  static final Map<String, String> SCRIPT_MODE =
      Map.of(
          "SAGEMAKER_PROGRAM", "inference.py",
          "SAGEMAKER_SUBMIT_DIRECTORY", "/opt/ml/model/code",
          "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "*/*",
          "PIP_NO_BUILD_ISOLATION", "false");

  private static final String ACCOUNTS = "xgboost-accounts.properties";

  private XgboostImage() {}

  /**
   * Returns the URI of the image.
   *
   * @throws RunException {@code USAGE} if the region is not in the table of accounts
   */
  static String in(String region) {
    String account = accounts().getProperty(region);
    if (account == null) {
      throw new RunException(
          Outcome.USAGE,
          "SageMaker's image %s is not known for region %s: set registry.image to the URI of an image there"
              .formatted(RegistryConfig.MANAGED, region));
    }
    String suffix = PartitionMetadata.of(Region.of(region)).dnsSuffix();
    return "%s.dkr.ecr.%s.%s/%s".formatted(account, region, suffix, RegistryConfig.MANAGED);
  }

  private static Properties accounts() {
    Properties accounts = new Properties();
    try (InputStream in = XgboostImage.class.getResourceAsStream(ACCOUNTS)) {
      accounts.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return accounts;
  }
}
