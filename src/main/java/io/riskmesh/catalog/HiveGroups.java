package io.riskmesh.catalog;

import static java.util.stream.Collectors.joining;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.catalog.TableMetadata.Field;
import io.riskmesh.catalog.TableMetadata.Partition;
import io.riskmesh.config.SourceConfig;
import io.riskmesh.config.SourceFormat;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.ParallelIo;
import io.riskmesh.store.RunException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.PartitioningUtils;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Partitions that have files, grouped by their layout.
 *
 * @param skipped messages for the user about files in their folders that are not read
 */
record HiveGroups(List<GroupPart> parts, List<String> skipped) {

  /** Partitions with the same layout, their files and the shapes of these files. */
  record GroupPart(
      HiveLayout layout, List<PinnedFiles.FileGroup> groups, Map<SourceFile, FileShape> shapes) {

    GroupPart only(Set<SourceFile> files) {
      Map<SourceFile, FileShape> some = new LinkedHashMap<>(shapes);
      some.keySet().retainAll(files);
      return new GroupPart(layout, PinnedFiles.FileGroup.only(groups, files), some);
    }

    private static GroupPart read(
        SparkSession spark,
        TableMetadata table,
        HiveLayout layout,
        List<PinnedFiles.FileGroup> groups) {
      List<SourceFile> files = groups.stream().flatMap(group -> group.files().stream()).toList();
      return new GroupPart(
          layout, groups, layout.readShapes(spark, table.identity().shown(), files));
    }
  }

  /**
   * Lists the files of each partition, and reads what each file declares; a table without keys is
   * one partition.
   */
  static HiveGroups list(
      SparkSession spark,
      TableMetadata table,
      List<Partition> partitions,
      SourceConfig.Calendar calendar) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    List<FileList.Listing> found =
        ParallelIo.map(
            partitions, p -> TableFiles.list(hadoop, table.identity(), p.storage().location()));
    Map<HiveLayout, List<PinnedFiles.FileGroup>> groups = new LinkedHashMap<>();
    for (int i = 0; i < partitions.size(); i++) {
      Partition partition = partitions.get(i);
      if (!found.get(i).files().isEmpty()) {
        groups
            .computeIfAbsent(HiveLayout.of(partition, calendar), layout -> new ArrayList<>())
            .add(group(partition, table.keys(), found.get(i).files()));
      }
    }
    requireOneKind(table, groups.keySet());
    List<GroupPart> parts = new ArrayList<>();
    groups.forEach(
        (layout, some) -> parts.add(GroupPart.read(spark, table, layout, List.copyOf(some))));
    return new HiveGroups(
        List.copyOf(parts), found.stream().flatMap(f -> f.remark().stream()).toList());
  }

  private static PinnedFiles.FileGroup group(
      Partition partition, List<Field> keys, List<SourceFile> files) {
    return new PinnedFiles.FileGroup(
        partition.storage().location(), values(partition, keys), files);
  }

  private static InternalRow values(Partition partition, List<Field> keys) {
    Object[] values = new Object[keys.size()];
    for (int i = 0; i < values.length; i++) {
      Object value =
          PartitioningUtils.castPartValueToDesiredType(
              HiveTypes.type(keys.get(i)), partition.values().get(i), ZoneOffset.UTC);
      boolean isPadded = HiveTypes.isPadded(keys.get(i));
      values[i] = isPadded && value instanceof UTF8String text ? text.trimRight() : value;
    }
    return new GenericInternalRow(values);
  }

  private static void requireOneKind(TableMetadata table, Set<HiveLayout> layouts) {
    if (layouts.stream().map(HiveLayout::isText).distinct().count() > 1) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "%s has partitions in text and in binary formats; only one kind can be read at a time. Select one with source.filter."
              .formatted(table.identity().shown()));
    }
  }

  /** Reads what Athena unloaded from a table: one folder of Parquet, with the keys as columns. */
  static Dataset<Row> readUnloaded(
      SparkSession spark, TableMetadata table, Set<String> columns, List<SourceFile> files) {
    List<Field> fields = new ArrayList<>(table.columns());
    fields.addAll(table.keys());
    fields.removeIf(field -> !columns.contains(field.name()));
    TableMetadata written = new TableMetadata(table.identity(), fields, List.of(), table.storage());
    HiveLayout layout =
        new HiveLayout(
            new HiveFormat(SourceFormat.PARQUET, Map.of(), null),
            fields,
            SourceConfig.Calendar.PROLEPTIC);
    String folder = new Path(files.get(0).path()).getParent().toString();
    PinnedFiles.FileGroup group = new PinnedFiles.FileGroup(folder, InternalRow.empty(), files);
    HiveGroups groups =
        new HiveGroups(List.of(GroupPart.read(spark, written, layout, List.of(group))), List.of());
    StructType schema = new HiveColumns(written, groups, Set.of()).schema();
    FileRows.requireReadable(schema, columns);
    return groups.rows(spark, written, schema);
  }

  boolean isText() {
    return parts.stream().anyMatch(part -> part.layout().isText());
  }

  /** Returns all files in the order of their names. */
  List<SourceFile> files() {
    return sorted(groups().stream().map(PinnedFiles.FileGroup::files).toList());
  }

  /** Lists the same folders again for their current files. */
  List<SourceFile> listAgain(SparkSession spark, ResolvedTable table) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    return sorted(
        ParallelIo.map(
            groups(), group -> TableFiles.list(hadoop, table, group.location()).files()));
  }

  /**
   * Returns the same partitions restricted to some of their files; partitions without any are left
   * out.
   */
  HiveGroups only(Set<SourceFile> files) {
    List<GroupPart> some =
        parts.stream()
            .map(part -> part.only(files))
            .filter(part -> !part.groups().isEmpty())
            .toList();
    return new HiveGroups(some, skipped);
  }

  private List<PinnedFiles.FileGroup> groups() {
    return parts.stream().flatMap(part -> part.groups().stream()).toList();
  }

  private static List<SourceFile> sorted(List<List<SourceFile>> files) {
    return files.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(SourceFile::path))
        .toList();
  }

  /** Returns the union of one scan per layout; see {@link HiveLayout#rows}. */
  Dataset<Row> rows(SparkSession spark, TableMetadata table, StructType schema) {
    return parts.stream()
        .map(part -> part.layout().rows(spark, table, schema, part))
        .reduce(Dataset::unionAll)
        .orElseThrow();
  }

  /**
   * Returns messages for the user about partitions none of whose files have a column of the table.
   */
  List<String> lacking(Set<String> columns) {
    List<String> remarks = new ArrayList<>();
    for (String column : columns) {
      List<String> without = new ArrayList<>();
      for (GroupPart part : parts) {
        for (PinnedFiles.FileGroup group : part.groups()) {
          boolean isThere =
              group.files().stream()
                  .map(part.shapes()::get)
                  .anyMatch(s -> !s.hasRows() || !part.layout().find(s, column).isEmpty());
          if (!isThere) {
            without.add(group.location());
          }
        }
      }
      if (!without.isEmpty()) {
        remarks.add(
            "column %s is in no file of %,d of %,d partitions, and is null there: %s%s"
                .formatted(
                    column,
                    without.size(),
                    groups().size(),
                    without.stream().limit(3).collect(joining(", ")),
                    without.size() > 3 ? ", .." : ""));
      }
    }
    return remarks;
  }
}
