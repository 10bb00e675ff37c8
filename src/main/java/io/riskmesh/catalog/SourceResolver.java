package io.riskmesh.catalog;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.config.CatalogConfig;
import io.riskmesh.config.FeatureGroup;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import software.amazon.awssdk.services.sagemaker.model.DescribeFeatureGroupResponse;

/** Finds and pins the data that {@code source} names. */
public final class SourceResolver {
  private SourceResolver() {}

  /**
   * Resolves the source.
   *
   * @param aws clients of the environment, used only if the catalog is on AWS
   * @throws RunException {@code SOURCE_MISSING} when the source does not exist or cannot be read,
   *     {@code USAGE} when the environment has no catalog for it
   */
  public static SourceTable open(SparkSession spark, AwsClients aws, SourceRequest request) {
    SourceSelection wanted = request.wanted();
    CatalogConfig catalog = request.env().catalog();
    if (wanted.source().path().isPresent()) {
      return FileSource.open(spark, wanted, request.asOf(), request.pinned());
    }
    if (wanted.source().featureGroup().isPresent()) {
      return openGroup(spark, aws, request, wanted.source().featureGroup().get());
    }
    TableName name = TableName.parse(wanted.source().table().orElseThrow());
    return switch (catalog.type()) {
      case EMBEDDED -> {
        EmbeddedCatalog.attach(spark, catalog, name, wanted.roles().used());
        yield IcebergSource.open(spark, name, request);
      }
      case GLUE -> openGlue(spark, aws, request, name);
      case HIVE -> {
        Metastore metastore = new SessionMetastore(spark);
        yield read(spark, request, metastore, metastore.findTable(name));
      }
      case ATHENA ->
          new AthenaSource(
              spark, aws, request, name, new GlueMetastore(aws, Optional.empty()).findTable(name));
      case NONE ->
          throw new RunException(
              Outcome.USAGE,
              "source.table %s needs a catalog, but catalog.type is none. Set catalog.type, or source.path."
                  .formatted(name));
    };
  }

  private static SourceTable openGroup(
      SparkSession spark, AwsClients aws, SourceRequest request, FeatureGroup group) {
    DescribeFeatureGroupResponse found = new FeatureGroups(aws).require(group.name());
    OfflineTable offline = OfflineTable.of(found);
    TableMetadata table =
        new GlueMetastore(aws, Optional.empty())
            .findTable(new TableName(offline.database(), offline.table()));
    return GroupSource.open(
        found, IcebergSource.open(spark, table, GroupSource.everything(request, offline)), request);
  }

  private static SourceTable openGlue(
      SparkSession spark, AwsClients aws, SourceRequest request, TableName name) {
    Metastore metastore = new GlueMetastore(aws, request.env().catalog().id());
    TableMetadata table = metastore.findTable(name);
    if (request.env().catalog().access() == CatalogConfig.Access.LAKEFORMATION) {
      LakeFormationAccess.grant(spark, aws, request.env(), table.identity());
    }
    return read(spark, request, metastore, table);
  }

  private static SourceTable read(
      SparkSession spark, SourceRequest request, Metastore metastore, TableMetadata table) {
    return table.isIceberg()
        ? IcebergSource.open(spark, table, request)
        : HiveSource.open(spark, request, metastore, table);
  }
}
