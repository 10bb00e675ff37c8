package io.riskmesh.catalog;

import io.riskmesh.catalog.TableMetadata.Field;
import io.riskmesh.catalog.TableMetadata.Partition;
import io.riskmesh.catalog.TableMetadata.Storage;
import io.riskmesh.spark.ScalaInterop;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchDatabaseException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTablePartition;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
import org.apache.spark.sql.internal.StaticSQLConf;
import org.apache.spark.sql.types.StructType;

/**
 * The metastore of the Spark session: a Hive metastore, or Glue through the client in EMR and in
 * SageMaker's image, which follows resource links by itself.
 */
final class SessionMetastore implements Metastore {
  /** Spark's provider name for a table with a SerDe. */
  private static final String HIVE = "hive";

  private final SparkSession spark;

  SessionMetastore(SparkSession spark) {
    this.spark = spark;
  }

  private ExternalCatalog catalog() {
    return spark.sharedState().externalCatalog();
  }

  @Override
  public TableMetadata findTable(TableName name) {
    try {
      return described(catalog().getTable(name.database(), name.table()));
    } catch (Exception e) {
      if (e instanceof NoSuchTableException || e instanceof NoSuchDatabaseException) {
        throw missing(name, e);
      }
      throw e instanceof RunException known ? known : unreachable(name, e);
    }
  }

  /**
   * Returns the error for a missing table. A context that was created elsewhere without Hive
   * support knows only its own tables.
   */
  private RunException missing(TableName name, Exception cause) {
    String kind = spark.conf().get(StaticSQLConf.CATALOG_IMPLEMENTATION().key());
    return new RunException(
        Outcome.SOURCE_MISSING,
        kind.equals(HIVE)
            ? "table %s is not in the session's metastore. Check source.table and the metastore's settings (spark.hadoop.hive.metastore.*)."
                .formatted(name)
            : "table %s is not in the session's catalog, which is not a Hive metastore: the Spark context already existed and has the catalog %s. Create it with enableHiveSupport()."
                .formatted(name, kind),
        cause);
  }

  private static RunException unreachable(TableName name, Exception e) {
    return new RunException(
        Outcome.SOURCE_UNAVAILABLE,
        "the session's metastore cannot describe %s: %s; the log has its message"
            .formatted(name, e.getClass().getSimpleName()),
        e);
  }

  private static TableMetadata described(CatalogTable table) {
    if (table.tableType().equals(CatalogTableType.VIEW())) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "%s has no files: it is a view. Name a table in source.table."
              .formatted(table.identifier().unquotedString()));
    }
    Map<String, String> parameters = ScalaInterop.map(table.properties());
    Storage how = storage(table.storage(), settings(table, parameters));
    String metadata = TableMetadata.icebergMetadata(parameters);
    ResolvedTable identity =
        new ResolvedTable(
            null,
            null,
            table.identifier().database().get(),
            table.identifier().table(),
            null,
            how.location(),
            metadata != null ? "iceberg" : HiveFormat.word(how),
            false,
            List.of(),
            metadata,
            null);
    return new TableMetadata(
        identity, fields(table.dataSchema()), fields(table.partitionSchema()), how);
  }

  /**
   * Returns the settings; Spark's own tables use options instead, which describe the files
   * completely.
   */
  private static Map<String, String> settings(CatalogTable table, Map<String, String> parameters) {
    String provider = ScalaInterop.optional(table.provider()).orElse(HIVE);
    if (provider.equalsIgnoreCase(HIVE)) {
      return parameters;
    }
    Map<String, String> settings = new HashMap<>(PartitionProjection.settings(parameters));
    settings.put(SparkFormat.PROVIDER, provider);
    return settings;
  }

  /** Merges the settings; the SerDe's take precedence over the table's, as in Hive. */
  private static Storage storage(CatalogStorageFormat format, Map<String, String> table) {
    Map<String, String> settings = new HashMap<>(table);
    settings.putAll(ScalaInterop.map(format.properties()));
    return new Storage(
        ScalaInterop.optional(format.locationUri()).map(uri -> new Path(uri).toString()).orElse(""),
        ScalaInterop.optional(format.inputFormat()).orElse(""),
        ScalaInterop.optional(format.serde()).orElse(""),
        Map.copyOf(settings));
  }

  private static List<Field> fields(StructType schema) {
    List<Field> fields = new ArrayList<>();
    // Spark keeps char and varchar types in the field's metadata.
    for (var field : CharVarcharUtils.getRawSchema(schema).fields()) {
      fields.add(new Field(field.name(), field.dataType().sql()));
    }
    return List.copyOf(fields);
  }

  @Override
  public Partitions listPartitions(TableMetadata table, List<Expression> predicates) {
    PartitionProjection.requireNone(table);
    ResolvedTable at = table.identity();
    List<Partition> partitions =
        ScalaInterop.list(
                catalog()
                    .listPartitionsByFilter(
                        at.database(), at.table(), ScalaInterop.seq(predicates), "UTC"))
            .stream()
            .map(partition -> partition(partition, table))
            .toList();
    return new Partitions(partitions, PredicateText.glue(predicates));
  }

  /**
   * Returns a partition. The session's catalog stores no columns per partition, so the table's are
   * used.
   */
  private static Partition partition(CatalogTablePartition partition, TableMetadata table) {
    Map<String, String> values = ScalaInterop.map(partition.spec());
    return new Partition(
        table.keys().stream().map(key -> values.get(key.name())).toList(),
        table.columns(),
        storage(partition.storage(), table.storage().settings()));
  }
}
