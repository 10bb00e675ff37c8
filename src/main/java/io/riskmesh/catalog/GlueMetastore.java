package io.riskmesh.catalog;

import io.riskmesh.aws.Aws;
import io.riskmesh.aws.AwsErrors;
import io.riskmesh.catalog.MetaTable.Field;
import io.riskmesh.catalog.MetaTable.Storage;
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
 * The Glue Data Catalog by its API. Partitions are asked of the resolved table: through a database
 * link and a table link together Glue would answer with an empty list.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html">GetPartitions</a>
 */
record GlueMetastore(Aws aws, Optional<String> catalogId) implements Metastore {

  @Override
  public MetaTable table(TableName name) {
    return described(new GlueLinks(aws, catalogId).follow(name));
  }

  private MetaTable described(GlueLinks.Found found) {
    Table table = found.table();
    StorageDescriptor storage = table.storageDescriptor();
    Storage how = storage(storage, table.parameters());
    String metadata =
        "ICEBERG".equalsIgnoreCase(table.parameters().get("table_type"))
            ? table.parameters().get("metadata_location")
            : null;
    ResolvedTable identity =
        new ResolvedTable(
            found.place().catalogId(),
            aws.region(),
            found.place().database(),
            found.place().table(),
            table.versionId(),
            storage.location(),
            metadata != null ? "iceberg" : HiveFormat.of(how).word(),
            Boolean.TRUE.equals(table.isRegisteredWithLakeFormation()),
            found.links(),
            metadata,
            null);
    return new MetaTable(identity, fields(storage.columns()), fields(table.partitionKeys()), how);
  }

  /** The SerDe's settings win over the table's, as in Hive. */
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
  public Partitions partitions(MetaTable table, List<Expression> predicates) {
    Optional<String> expression = PredicateText.glue(predicates);
    List<MetaTable.Partition> partitions = new ArrayList<>();
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

  private static MetaTable.Partition partition(Partition partition, MetaTable table) {
    Map<String, String> settings = new HashMap<>(table.storage().settings());
    settings.putAll(partition.parameters());
    return new MetaTable.Partition(
        partition.values(),
        fields(partition.storageDescriptor().columns()),
        storage(partition.storageDescriptor(), settings));
  }
}
