package io.riskmesh.catalog;

import io.riskmesh.catalog.MetaTable.Field;
import io.riskmesh.catalog.MetaTable.Partition;
import io.riskmesh.catalog.Metastore.Partitions;
import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.config.JobConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.PartitioningUtils;
import org.apache.spark.sql.types.StructType;

/**
 * A Hive-style table: what the metastore says of its columns, partitions and SerDe, and the files
 * that lay there when it was pinned.
 */
final class HiveSource implements SourceTable {
  private final SparkSession spark;
  private final JobConfig job;
  private final MetaTable table;
  private final SourcePin pin;
  private final Map<HiveLayout, List<PinnedFiles.Group>> groups;

  private HiveSource(
      SparkSession spark,
      JobConfig job,
      MetaTable table,
      SourcePin pin,
      Map<HiveLayout, List<PinnedFiles.Group>> groups) {
    this.spark = spark;
    this.job = job;
    this.table = table;
    this.pin = pin;
    this.groups = groups;
  }

  static HiveSource open(
      SparkSession spark, SourceRequest request, Metastore metastore, MetaTable table) {
    HiveFormat.of(table.storage());
    StructType schema = schema(table);
    JobConfig job = request.job();
    if (job.source().snapshot().isPresent()) {
      throw new RunException(
          Outcome.USAGE,
          "source.snapshot goes with Iceberg tables, and %s is %s"
              .formatted(table.identity().shown(), table.identity().format()));
    }
    Partitions partitions = partitions(spark, job, metastore, table, schema);
    Map<HiveLayout, List<PinnedFiles.Group>> groups = groups(spark, table, partitions.list());
    SourcePin pin =
        new SourcePin(
            "hive",
            job.source().table().orElseThrow(),
            table.storage().location(),
            null,
            null,
            request.asOf(),
            job.source().filter().orElse(null),
            Projection.columns(schema),
            files(groups),
            table.identity().withPartitions(partitions.pushed().orElse(null)),
            null);
    if (pin.files().isEmpty()) {
      throw noFiles(pin);
    }
    request.pinned().ifPresent(earlier -> FileList.requireSame(earlier, pin.files()));
    CsvHeaders.requireInOrder(spark, groups);
    return new HiveSource(spark, job, table, pin, groups);
  }

  private static StructType schema(MetaTable table) {
    List<Field> fields = new ArrayList<>(table.columns());
    fields.addAll(table.keys());
    return HiveTypes.schema(fields);
  }

  private static Partitions partitions(
      SparkSession spark, JobConfig job, Metastore metastore, MetaTable table, StructType schema) {
    List<Expression> predicates = Predicates.of(spark, job, schema);
    if (table.keys().isEmpty()) {
      Partition all = new Partition(List.of(), table.columns(), table.storage());
      return new Partitions(List.of(all), Optional.empty());
    }
    Set<String> keys = Set.of(HiveTypes.schema(table.keys()).fieldNames());
    return metastore.partitions(table, Predicates.over(predicates, keys));
  }

  private static Map<HiveLayout, List<PinnedFiles.Group>> groups(
      SparkSession spark, MetaTable table, List<Partition> partitions) {
    var hadoop = spark.sessionState().newHadoopConf();
    StructType keys = HiveTypes.schema(table.keys());
    List<List<SourceFile>> files =
        ParallelIo.map(
            partitions, p -> TableFiles.list(hadoop, table.identity(), p.storage().location()));
    Map<HiveLayout, List<PinnedFiles.Group>> groups = new LinkedHashMap<>();
    for (int i = 0; i < partitions.size(); i++) {
      if (!files.get(i).isEmpty()) {
        Partition partition = partitions.get(i);
        HiveLayout layout = new HiveLayout(HiveFormat.of(partition.storage()), partition.columns());
        groups
            .computeIfAbsent(layout, l -> new ArrayList<>())
            .add(
                new PinnedFiles.Group(
                    partition.storage().location(), values(partition, keys), files.get(i)));
      }
    }
    requireOneKind(table, groups.keySet());
    return groups;
  }

  private static InternalRow values(Partition partition, StructType keys) {
    Object[] values = new Object[keys.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          PartitioningUtils.castPartValueToDesiredType(
              keys.apply(i).dataType(), partition.values().get(i), ZoneOffset.UTC);
    }
    return new GenericInternalRow(values);
  }

  private static void requireOneKind(MetaTable table, Set<HiveLayout> layouts) {
    if (layouts.stream().map(HiveLayout::isText).distinct().count() > 1) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "%s has partitions in text and in binary formats; only one kind can be read at once. Filter by source.filter."
              .formatted(table.identity().shown()));
    }
  }

  private static List<SourceFile> files(Map<HiveLayout, List<PinnedFiles.Group>> groups) {
    return groups.values().stream()
        .flatMap(List::stream)
        .flatMap(group -> group.files().stream())
        .sorted(Comparator.comparing(SourceFile::path))
        .toList();
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
    return schema(table);
  }

  @Override
  public boolean isText() {
    return groups.keySet().stream().anyMatch(HiveLayout::isText);
  }

  @Override
  public Dataset<Row> rows() {
    return isText()
        ? text().of(all(Roles.of(job).used()), job)
        : Projection.of(all(Roles.of(job).used()), job);
  }

  @Override
  public Dataset<Row> everyColumn() {
    Set<String> columns = Set.of(schema().fieldNames());
    return isText()
        ? text().every(all(columns), job)
        : Projection.every(all(columns), job, schema());
  }

  private TextRows text() {
    return new TextRows(HiveTypes.schema(table.columns()), HiveTypes.schema(table.keys()));
  }

  private Dataset<Row> all(Set<String> used) {
    StructType keys = HiveTypes.schema(table.keys());
    return groups.entrySet().stream()
        .map(
            e -> {
              PinnedFiles files = new PinnedFiles(spark, keys, e.getValue());
              return e.getKey().rows(spark, files, table, keys, used);
            })
        .reduce(Dataset::unionAll)
        .orElseThrow();
  }

  /** Lists the same folders again; a partition that was added since is none of this run's. */
  @Override
  public void requireUnchanged() {
    var hadoop = spark.sessionState().newHadoopConf();
    List<String> folders =
        groups.values().stream().flatMap(List::stream).map(PinnedFiles.Group::location).toList();
    List<SourceFile> now =
        ParallelIo.map(folders, folder -> TableFiles.list(hadoop, table.identity(), folder))
            .stream()
            .flatMap(List::stream)
            .sorted(Comparator.comparing(SourceFile::path))
            .toList();
    FileList.requireSame(pin, now);
  }
}
