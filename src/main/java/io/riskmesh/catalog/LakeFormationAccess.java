package io.riskmesh.catalog;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.AwsErrors;
import io.riskmesh.aws.LakeFormationCredentials;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.net.URI;
import org.apache.spark.sql.SparkSession;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Gives S3A in this process and in every executor Lake Formation credentials for the files of one
 * table.
 */
final class LakeFormationAccess {
  private LakeFormationAccess() {}

  /**
   * Requests credentials once, so that a missing grant is reported before anything is read, and
   * configures S3A to request them from then on.
   */
  static void grant(SparkSession spark, AwsClients aws, EnvConfig env, ResolvedTable table) {
    URI location = URI.create(table.location());
    String bucket = location.getHost();
    if (bucket.equals(URI.create(env.artifacts()).getHost())) {
      throw new RunException(
          Outcome.USAGE,
          "artifacts.uri is in the table's own bucket %s, to which Lake Formation's credentials cannot write. Set another bucket."
              .formatted(bucket));
    }
    String arn =
        "arn:aws:glue:%s:%s:table/%s/%s"
            .formatted(
                table.region(),
                table.catalogId() == null ? aws.findCaller().account() : table.catalogId(),
                table.database(),
                table.table());
    try {
      LakeFormationCredentials.request(aws.lakeFormation(), arn);
    } catch (SdkException e) {
      throw refusal(e, table);
    }
    LakeFormationCredentials.settings(bucket, arn, env.aws())
        .forEach((key, value) -> spark.conf().set(key, value));
  }

  private static RunException refusal(SdkException e, ResolvedTable table) {
    if (AwsErrors.code(e).equals("PermissionTypeMismatchException")) {
      return GlueErrors.filtered(table, e);
    }
    return AwsErrors.isDenied(e) || AwsErrors.isAbsent(e)
        ? GlueErrors.noSelect(table, e)
        : AwsErrors.of(e, "LakeFormation GetTemporaryGlueTableCredentials of " + table.shown());
  }
}
