package io.riskmesh.catalog;

import io.riskmesh.catalog.MetaTable.Partition;
import io.riskmesh.catalog.SourcePin.SourceFile;
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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.PartitioningUtils;
import org.apache.spark.sql.types.StructType;

/** Partitions with files in them, those that are written in one way together. */
record HiveGroups(Map<HiveLayout, List<PinnedFiles.Group>> byLayout) {

  /** Lists the files of each partition; a table without keys is one partition. */
  static HiveGroups of(SparkSession spark, MetaTable table, List<Partition> partitions) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    StructType keys = table.keySchema();
    List<List<SourceFile>> files =
        ParallelIo.map(
            partitions, p -> TableFiles.list(hadoop, table.identity(), p.storage().location()));
    Map<HiveLayout, List<PinnedFiles.Group>> groups = new LinkedHashMap<>();
    for (int i = 0; i < partitions.size(); i++) {
      if (!files.get(i).isEmpty()) {
        Partition partition = partitions.get(i);
        groups
            .computeIfAbsent(HiveLayout.of(partition), layout -> new ArrayList<>())
            .add(group(partition, keys, files.get(i)));
      }
    }
    requireOneKind(table, groups.keySet());
    return new HiveGroups(groups);
  }

  private static PinnedFiles.Group group(
      Partition partition, StructType keys, List<SourceFile> files) {
    return new PinnedFiles.Group(partition.storage().location(), values(partition, keys), files);
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

  boolean isText() {
    return byLayout.keySet().stream().anyMatch(HiveLayout::isText);
  }

  /** All files in the order of their names. */
  List<SourceFile> files() {
    return sorted(groups().stream().map(PinnedFiles.Group::files).toList());
  }

  /** What lies in the same folders now. */
  List<SourceFile> listedAgain(SparkSession spark, ResolvedTable table) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    return sorted(
        ParallelIo.map(groups(), group -> TableFiles.list(hadoop, table, group.location())));
  }

  /** The same partitions with some of their files; those that have none of them are left out. */
  HiveGroups only(Set<SourceFile> files) {
    Map<HiveLayout, List<PinnedFiles.Group>> some = new LinkedHashMap<>();
    byLayout.forEach(
        (layout, groups) -> {
          List<PinnedFiles.Group> kept =
              groups.stream()
                  .map(group -> group.only(files))
                  .filter(group -> !group.files().isEmpty())
                  .toList();
          if (!kept.isEmpty()) {
            some.put(layout, kept);
          }
        });
    return new HiveGroups(some);
  }

  private List<PinnedFiles.Group> groups() {
    return byLayout.values().stream().flatMap(List::stream).toList();
  }

  private static List<SourceFile> sorted(List<List<SourceFile>> files) {
    return files.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(SourceFile::path))
        .toList();
  }

  /** One scan per layout, one under the other; see {@link HiveLayout#rows}. */
  Dataset<Row> rows(SparkSession spark, MetaTable table, Set<String> used) {
    StructType keys = table.keySchema();
    return byLayout.entrySet().stream()
        .map(
            e -> {
              PinnedFiles files = new PinnedFiles(spark, keys, e.getValue());
              return e.getKey().rows(spark, files, table, used);
            })
        .reduce(Dataset::unionAll)
        .orElseThrow();
  }
}
