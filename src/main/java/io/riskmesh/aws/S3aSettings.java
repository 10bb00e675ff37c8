package io.riskmesh.aws;

import io.riskmesh.config.AwsConfig;
import java.util.Map;
import java.util.TreeMap;

/**
 * Translates the environment's AWS settings for Hadoop's S3A client, with Spark's prefix. The names
 * are the same in Hadoop 3.3 and 3.4.
 *
 * @see <a href="https://hadoop.apache.org/docs/r3.3.4/hadoop-aws/tools/hadoop-aws/index.html">the
 *     documentation of hadoop-aws</a>
 */
public final class S3aSettings {
  private static final String S3A = "spark.hadoop.fs.s3a.";

  private S3aSettings() {}

  /**
   * Returns settings for a Spark session; the platform decides what the environment leaves open.
   */
  public static Map<String, String> of(AwsConfig aws) {
    Map<String, String> settings = new TreeMap<>();
    aws.region().ifPresent(region -> settings.put(S3A + "endpoint.region", region));
    aws.s3Endpoint().ifPresent(endpoint -> settings.put(S3A + "endpoint", endpoint));
    if (aws.s3().pathStyle()) {
      settings.put(S3A + "path.style.access", "true");
    }
    aws.role().ifPresent(role -> assume(settings, role, aws));
    aws.s3()
        .kmsKey()
        .ifPresent(
            key -> {
              settings.put(S3A + "encryption.algorithm", "SSE-KMS");
              settings.put(S3A + "encryption.key", key);
            });
    settings.put(S3A + "attempts.maximum", Integer.toString(aws.attempts()));
    // The default of Hadoop 3.4. After each file, Hadoop 3.3 deletes the markers of all parent
    // folders.
    settings.put(S3A + "directory.marker.retention", "keep");
    return settings;
  }

  private static void assume(Map<String, String> settings, String role, AwsConfig aws) {
    settings.put(
        S3A + "aws.credentials.provider",
        "org.apache.hadoop.fs.s3a.auth.AssumedRoleCredentialProvider");
    settings.put(S3A + "assumed.role.arn", role);
    settings.put(S3A + "assumed.role.session.name", "riskmesh");
    aws.region()
        .ifPresent(region -> settings.put(S3A + "assumed.role.sts.endpoint.region", region));
    aws.endpoint().ifPresent(endpoint -> settings.put(S3A + "assumed.role.sts.endpoint", endpoint));
  }
}
