package io.riskmesh.catalog;

import static java.util.stream.Collectors.toSet;

import io.riskmesh.catalog.Metastore.Partitions;
import io.riskmesh.catalog.TableMetadata.Partition;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.rows.UnreadType;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Hive-style table: its columns, partitions and SerDe as the metastore describes them, and the
 * files that existed when it was pinned.
 */
final class HiveSource implements SourceTable {
  private static final Logger LOG = LoggerFactory.getLogger(HiveSource.class);

  private final SparkSession spark;
  private final SourceSelection wanted;
  private final TableMetadata table;
  private final StructType schema;
  private final SourcePin pin;
  private final HiveGroups groups;
  private final HiveGroups scanned;

  /**
   * Takes a table with its files.
   *
   * @param groups all files of the table
   * @param scanned those of them that are read
   */
  private HiveSource(
      SparkSession spark,
      SourceSelection wanted,
      TableMetadata table,
      StructType schema,
      SourcePin pin,
      HiveGroups groups,
      HiveGroups scanned) {
    this.spark = spark;
    this.wanted = wanted;
    this.table = table;
    this.schema = schema;
    this.pin = pin;
    this.groups = groups;
    this.scanned = scanned;
  }

  static HiveSource open(
      SparkSession spark, SourceRequest request, Metastore metastore, TableMetadata table) {
    HiveFormat.of(table.storage());
    SourceSelection wanted = request.wanted();
    if (wanted.source().snapshot().isPresent()) {
      throw new RunException(
          Outcome.USAGE,
          "source.snapshot is only valid for Iceberg tables, but %s is %s"
              .formatted(table.identity().shown(), table.identity().format()));
    }
    Partitions partitions = listPartitions(spark, wanted, metastore, table);
    HiveGroups groups =
        HiveGroups.list(spark, table, partitions.list(), wanted.source().calendar());
    StructType schema = new HiveColumns(table, groups, wanted.source().times().keySet()).schema();
    SourcePin pin =
        new SourcePin(
            "hive",
            wanted.source().table().orElseThrow(),
            table.storage().location(),
            null,
            null,
            request.asOf(),
            wanted.source().filter().orElse(null),
            ScanProjection.columns(UnreadType.forPin(schema)),
            groups.files(),
            table.identity().withPartitions(partitions.pushed().orElse(null)),
            null);
    if (pin.files().isEmpty()) {
      throw noFiles(pin);
    }
    request.pinned().ifPresent(earlier -> FileList.requireSame(earlier, pin.files()));
    CsvHeaders.requireInOrder(spark, groups);
    HiveSource source = new HiveSource(spark, wanted, table, schema, pin, groups, groups);
    source.remarks().forEach(LOG::warn);
    return source;
  }

  private static Partitions listPartitions(
      SparkSession spark, SourceSelection wanted, Metastore metastore, TableMetadata table) {
    List<Expression> predicates = Predicates.of(spark, wanted, UnreadType.asText(table.schema()));
    if (table.keys().isEmpty()) {
      Partition all = new Partition(List.of(), table.columns(), table.storage());
      return new Partitions(List.of(all), Optional.empty());
    }
    // Excludes padded keys: the metastore would compare them with their trailing blanks.
    Set<String> keys =
        table.keys().stream()
            .filter(key -> !HiveTypes.isPadded(key))
            .map(TableMetadata.Field::name)
            .collect(toSet());
    return metastore.listPartitions(table, Predicates.over(predicates, keys));
  }

  private static RunException noFiles(SourcePin pin) {
    String why =
        pin.table().partitions() == null
            ? "under " + pin.location()
            : "in any partition where " + pin.table().partitions();
    return new RunException(
        Outcome.SOURCE_MISSING, "table %s has no file with content %s".formatted(pin.name(), why));
  }

  @Override
  public SourcePin pin() {
    return pin;
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public boolean isText() {
    return groups.isText();
  }

  @Override
  public Dataset<Row> readRows() {
    return readRowsByFile().drop(StagedColumns.FILE);
  }

  @Override
  public Dataset<Row> readRowsByFile() {
    FileRows.requireReadable(schema, used());
    Dataset<Row> all = pin.files().size() > 1 ? all() : all().drop(StagedColumns.FILE);
    return isText() ? text().of(all, wanted) : ScanProjection.of(all, wanted);
  }

  /** Returns the columns that the job or the filter uses. */
  private Set<String> used() {
    Set<String> used = new LinkedHashSet<>(wanted.roles().used());
    Predicates.of(spark, wanted, UnreadType.asText(schema))
        .forEach(predicate -> used.addAll(Predicates.reads(predicate)));
    return used;
  }

  @Override
  public Dataset<Row> readEveryColumn() {
    return isText() ? text().every(all(), wanted) : ScanProjection.every(all(), wanted, schema);
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(groups.skipped());
    Set<String> used = new LinkedHashSet<>(List.of(table.columnSchema().fieldNames()));
    used.retainAll(wanted.roles().used());
    remarks.addAll(groups.lacking(used));
    return List.copyOf(remarks);
  }

  @Override
  public SourceChange findGrowth(SourcePin earlier) {
    return FileList.grown(
        this,
        earlier,
        pin.files(),
        files ->
            new HiveSource(
                spark, wanted, table, schema, pin, groups, groups.only(Set.copyOf(files))));
  }

  private TextRows text() {
    StructType columns = new StructType();
    for (String name : table.columnSchema().fieldNames()) {
      columns = columns.add(UnreadType.asText(schema).apply(name));
    }
    return new TextRows(columns, table.keySchema());
  }

  private Dataset<Row> all() {
    return scanned.rows(spark, table, schema);
  }

  /** Lists the same folders again; partitions added since do not belong to this run. */
  @Override
  public void requireUnchanged() {
    FileList.requireSame(pin, groups.listAgain(spark, table.identity()));
  }
}
