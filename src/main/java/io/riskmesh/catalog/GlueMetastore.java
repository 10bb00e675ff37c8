package io.riskmesh.catalog;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.AwsErrors;
import io.riskmesh.catalog.TableMetadata.Field;
import io.riskmesh.catalog.TableMetadata.Storage;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Expression;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

/**
 * The Glue Data Catalog, accessed through its API. Partitions are requested from the resolved
 * table: through a database link combined with a table link Glue returns an empty list.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html">GetPartitions</a>
 */
final class GlueMetastore implements Metastore {
  private final AwsClients aws;
  private final Optional<String> catalogId;

  GlueMetastore(AwsClients aws, Optional<String> catalogId) {
    this.aws = aws;
    this.catalogId = catalogId;
  }

  @Override
  public TableMetadata findTable(TableName name) {
    return described(new GlueLinks(aws, catalogId).follow(name));
  }

  private TableMetadata described(GlueLinks.FoundTable found) {
    Table table = found.table();
    StorageDescriptor storage = table.storageDescriptor();
    requireColumns(table, found.place());
    Storage how = storage(storage, table.parameters());
    String metadata = TableMetadata.icebergMetadata(table.parameters());
    ResolvedTable identity =
        new ResolvedTable(
            found.place().catalogId(),
            aws.region(),
            found.place().database(),
            found.place().table(),
            table.versionId(),
            storage.location(),
            metadata != null ? "iceberg" : HiveFormat.word(how),
            Boolean.TRUE.equals(table.isRegisteredWithLakeFormation()),
            found.links(),
            metadata,
            null);
    return new TableMetadata(
        identity, fields(storage.columns()), fields(table.partitionKeys()), how);
  }

  /** Rejects tables whose columns Spark keeps in its own settings, with one placeholder column. */
  private static void requireColumns(Table table, GlueLinks.TablePlace place) {
    String provider = table.parameters().get(SparkFormat.PROVIDER);
    List<Column> columns = table.storageDescriptor().columns();
    if (provider != null
        && columns.size() == 1
        && columns.get(0).name().equals("col")
        && columns.get(0).type().equals("array<string>")) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "%s was created by Spark USING %s, which keeps its columns out of the catalog. Have the producer create it as Iceberg or Parquet, or, if Glue is the session's metastore, set catalog.type: hive."
              .formatted(place, provider));
    }
  }

  /** Merges the settings; the SerDe's take precedence over the table's, as in Hive. */
  private static Storage storage(StorageDescriptor storage, Map<String, String> table) {
    Map<String, String> settings = new HashMap<>(table);
    String serde = "";
    if (storage.serdeInfo() != null) {
      settings.putAll(storage.serdeInfo().parameters());
      serde = Optional.ofNullable(storage.serdeInfo().serializationLibrary()).orElse("");
    }
    return new Storage(
        storage.location(), String.valueOf(storage.inputFormat()), serde, Map.copyOf(settings));
  }

  private static List<Field> fields(List<Column> columns) {
    return columns.stream()
        .map(column -> new Field(column.name(), column.type().toLowerCase(Locale.ROOT)))
        .toList();
  }

  @Override
  public Partitions listPartitions(TableMetadata table, List<Expression> predicates) {
    PartitionProjection.requireNone(table);
    Optional<String> expression = PredicateText.glue(predicates);
    List<TableMetadata.Partition> partitions = new ArrayList<>();
    ResolvedTable at = table.identity();
    try {
      aws
          .glue()
          .getPartitionsPaginator(
              request ->
                  request
                      .catalogId(at.catalogId())
                      .databaseName(at.database())
                      .tableName(at.table())
                      .expression(expression.orElse(null)))
          .stream()
          .flatMap(page -> page.partitions().stream())
          .map(partition -> partition(partition, table))
          .forEach(partitions::add);
    } catch (SdkException e) {
      throw AwsErrors.of(e, "Glue GetPartitions of " + at.shown());
    }
    return new Partitions(List.copyOf(partitions), expression);
  }

  private static TableMetadata.Partition partition(Partition partition, TableMetadata table) {
    Map<String, String> settings = new HashMap<>(table.storage().settings());
    settings.putAll(partition.parameters());
    return new TableMetadata.Partition(
        partition.values(),
        fields(partition.storageDescriptor().columns()),
        storage(partition.storageDescriptor(), settings));
  }
}
