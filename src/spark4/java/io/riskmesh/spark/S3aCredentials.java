package io.riskmesh.spark;

import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Temporary credentials for S3A of Hadoop 3.4, which renew themselves. In the jar this class alone
 * means the AWS SDK of the platform, not the one that the jar carries under another name.
 */
public abstract class S3aCredentials implements AwsCredentialsProvider {
  private final RenewedKeys keys = new RenewedKeys(this::request);

  /** Requests new credentials. */
  protected abstract SessionKeys request();

  /** Returns S3A's settings, without Spark's prefix, for a bucket that a provider is for. */
  protected static Map<String, String> settings(
      String bucket, Class<? extends S3aCredentials> provider) {
    String prefix = "fs.s3a.bucket." + bucket;
    return Map.of(
        prefix + ".aws.credentials.provider",
        provider.getName(),
        // S3A would look among its own classes only, not among those of the application's jar.
        prefix + ".classloader.isolation",
        "false");
  }

  @Override
  public AwsCredentials resolveCredentials() {
    SessionKeys given = keys.current();
    return AwsSessionCredentials.create(given.access(), given.secret(), given.token());
  }
}
