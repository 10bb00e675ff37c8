package io.riskmesh.aws;

import io.riskmesh.config.AwsConfig;
import io.riskmesh.spark.S3aCredentials;
import io.riskmesh.spark.SessionKeys;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.GetTemporaryGlueTableCredentialsResponse;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.PermissionType;

/**
 * Supplies S3A with temporary Lake Formation credentials for the files of one table, and renews
 * them before they expire. S3A creates one instance per bucket and process.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lake-formation/latest/APIReference/API_GetTemporaryGlueTableCredentials.html">GetTemporaryGlueTableCredentials</a>
 */
public final class LakeFormationCredentials extends S3aCredentials implements AutoCloseable {
  private static final String KEY = "riskmesh.lakeformation.";

  private final AwsClients aws;
  private final String table;

  /** Called by S3A, with the URI of the bucket and the settings of {@link #settings}. */
  public LakeFormationCredentials(URI file, Configuration hadoop) {
    this.aws =
        new AwsClients(
            new AwsConfig(
                text(hadoop, "region"),
                text(hadoop, "endpoint"),
                text(hadoop, "role"),
                new AwsConfig.S3Config(Optional.empty(), false, Optional.empty()),
                hadoop.getInt(KEY + "attempts", 1)));
    this.table = hadoop.get(KEY + "table." + file.getHost());
  }

  private static Optional<String> text(Configuration hadoop, String key) {
    return Optional.ofNullable(hadoop.get(KEY + key));
  }

  /**
   * Returns Spark settings that make S3A read a bucket with these credentials.
   *
   * @param table ARN of the Glue table
   */
  public static Map<String, String> settings(String bucket, String table, AwsConfig aws) {
    Map<String, String> settings = new TreeMap<>(settings(bucket, LakeFormationCredentials.class));
    settings.put(KEY + "table." + bucket, table);
    aws.region().ifPresent(region -> settings.put(KEY + "region", region));
    aws.endpoint().ifPresent(endpoint -> settings.put(KEY + "endpoint", endpoint));
    aws.role().ifPresent(role -> settings.put(KEY + "role", role));
    settings.put(KEY + "attempts", Integer.toString(aws.attempts()));
    return settings;
  }

  /**
   * Requests credentials for all columns of a table.
   *
   * @param table ARN of the Glue table
   * @throws software.amazon.awssdk.core.exception.SdkException when Lake Formation denies them
   */
  public static GetTemporaryGlueTableCredentialsResponse request(
      LakeFormationClient lakeFormation, String table) {
    return lakeFormation.getTemporaryGlueTableCredentials(
        request ->
            request
                .tableArn(table)
                .permissions(Permission.SELECT)
                .supportedPermissionTypes(PermissionType.COLUMN_PERMISSION));
  }

  @Override
  protected SessionKeys request() {
    GetTemporaryGlueTableCredentialsResponse given = request(aws.lakeFormation(), table);
    return new SessionKeys(
        given.accessKeyId(), given.secretAccessKey(), given.sessionToken(), given.expiration());
  }

  @Override
  public void close() {
    aws.close();
  }
}
