package io.riskmesh.catalog;

import io.riskmesh.catalog.MetaTable.Partition;
import io.riskmesh.catalog.Metastore.Partitions;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.StructType;

/**
 * A Hive-style table: what the metastore says of its columns, partitions and SerDe, and the files
 * that lay there when it was pinned.
 */
final class HiveSource implements SourceTable {
  private final SparkSession spark;
  private final Wanted wanted;
  private final MetaTable table;
  private final SourcePin pin;
  private final HiveGroups groups;
  private final HiveGroups scanned;

  /**
   * @param groups all files of the table
   * @param scanned those of them that are read
   */
  private HiveSource(
      SparkSession spark,
      Wanted wanted,
      MetaTable table,
      SourcePin pin,
      HiveGroups groups,
      HiveGroups scanned) {
    this.spark = spark;
    this.wanted = wanted;
    this.table = table;
    this.pin = pin;
    this.groups = groups;
    this.scanned = scanned;
  }

  static HiveSource open(
      SparkSession spark, SourceRequest request, Metastore metastore, MetaTable table) {
    HiveFormat.of(table.storage());
    StructType schema = table.schema();
    Wanted wanted = request.wanted();
    if (wanted.source().snapshot().isPresent()) {
      throw new RunException(
          Outcome.USAGE,
          "source.snapshot goes with Iceberg tables, and %s is %s"
              .formatted(table.identity().shown(), table.identity().format()));
    }
    Partitions partitions = partitions(spark, wanted, metastore, table, schema);
    HiveGroups groups = HiveGroups.of(spark, table, partitions.list());
    SourcePin pin =
        new SourcePin(
            "hive",
            wanted.source().table().orElseThrow(),
            table.storage().location(),
            null,
            null,
            request.asOf(),
            wanted.source().filter().orElse(null),
            Projection.columns(schema),
            groups.files(),
            table.identity().withPartitions(partitions.pushed().orElse(null)),
            null);
    if (pin.files().isEmpty()) {
      throw noFiles(pin);
    }
    request.pinned().ifPresent(earlier -> FileList.requireSame(earlier, pin.files()));
    CsvHeaders.requireInOrder(spark, groups.byLayout());
    return new HiveSource(spark, wanted, table, pin, groups, groups);
  }

  private static Partitions partitions(
      SparkSession spark, Wanted wanted, Metastore metastore, MetaTable table, StructType schema) {
    List<Expression> predicates = Predicates.of(spark, wanted, schema);
    if (table.keys().isEmpty()) {
      Partition all = new Partition(List.of(), table.columns(), table.storage());
      return new Partitions(List.of(all), Optional.empty());
    }
    Set<String> keys = Set.of(table.keySchema().fieldNames());
    return metastore.partitions(table, Predicates.over(predicates, keys));
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
    return table.schema();
  }

  @Override
  public boolean isText() {
    return groups.isText();
  }

  @Override
  public Dataset<Row> rows() {
    return isText()
        ? text().of(all(wanted.roles().used()), wanted)
        : Projection.of(all(wanted.roles().used()), wanted);
  }

  @Override
  public Dataset<Row> everyColumn() {
    Set<String> columns = Set.of(schema().fieldNames());
    return isText()
        ? text().every(all(columns), wanted)
        : Projection.every(all(columns), wanted, schema());
  }

  @Override
  public Growth grownSince(SourcePin earlier) {
    return FileList.grown(
        this,
        earlier,
        pin.files(),
        files -> new HiveSource(spark, wanted, table, pin, groups, groups.only(Set.copyOf(files))));
  }

  private TextRows text() {
    return new TextRows(table.columnSchema(), table.keySchema());
  }

  private Dataset<Row> all(Set<String> used) {
    return scanned.rows(spark, table, used);
  }

  /** Lists the same folders again; a partition that was added since is none of this run's. */
  @Override
  public void requireUnchanged() {
    FileList.requireSame(pin, groups.listedAgain(spark, table.identity()));
  }
}
