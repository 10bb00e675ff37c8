package io.riskmesh.spark;

import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.BasicSessionCredentials;
import java.util.Map;

/**
 * Temporary credentials for S3A, which renew themselves. S3A of Hadoop 3.3 accepts only providers
 * of AWS SDK 1; that of Hadoop 3.4 accepts them if that SDK is on the class path.
 */
public abstract class S3aCredentials implements AWSCredentialsProvider {
  private final RenewedKeys keys = new RenewedKeys(this::request);

  /** Requests new credentials. */
  protected abstract SessionKeys request();

  /** Returns S3A's settings, without Spark's prefix, for a bucket that a provider is for. */
  protected static Map<String, String> settings(
      String bucket, Class<? extends S3aCredentials> provider) {
    return Map.of("fs.s3a.bucket." + bucket + ".aws.credentials.provider", provider.getName());
  }

  @Override
  public AWSCredentials getCredentials() {
    SessionKeys given = keys.current();
    return new BasicSessionCredentials(given.access(), given.secret(), given.token());
  }

  @Override
  public void refresh() {
    keys.renew();
  }
}
