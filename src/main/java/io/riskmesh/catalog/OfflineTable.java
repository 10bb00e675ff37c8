package io.riskmesh.catalog;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.DataCatalogConfig;
import software.amazon.awssdk.services.sagemaker.model.DescribeFeatureGroupResponse;
import software.amazon.awssdk.services.sagemaker.model.OfflineStoreConfig;
import software.amazon.awssdk.services.sagemaker.model.TableFormat;

/**
 * The Glue table behind the offline store of a feature group.
 *
 * @param location S3 URI of its files
 * @param key id or ARN of the KMS key for new files; empty for the bucket's own setting
 */
public record OfflineTable(String database, String table, String location, Optional<String> key) {

  /** Returns {@code database.table}. */
  public String shown() {
    return database + "." + table;
  }

  /**
   * Returns the table of a group.
   *
   * @throws RunException {@code USAGE} if the group has no offline store in Iceberg's format
   */
  public static OfflineTable of(DescribeFeatureGroupResponse group) {
    OfflineStoreConfig store = group.offlineStoreConfig();
    if (store == null || store.tableFormat() != TableFormat.ICEBERG) {
      throw new RunException(
          Outcome.USAGE,
          "feature group %s has no offline store in Iceberg's table format, which riskmesh needs: in Glue's format, neither is an append whole nor can a state be pinned. Use a group that was created with TableFormat Iceberg."
              .formatted(group.featureGroupName()));
    }
    DataCatalogConfig catalog = store.dataCatalogConfig();
    return new OfflineTable(
        catalog.database().toLowerCase(Locale.ROOT),
        catalog.tableName().toLowerCase(Locale.ROOT),
        store.s3StorageConfig().resolvedOutputS3Uri(),
        Optional.ofNullable(store.s3StorageConfig().kmsKeyId()));
  }
}
