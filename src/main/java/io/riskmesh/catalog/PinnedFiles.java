package io.riskmesh.catalog;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.spark.ScalaInterop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.NoopCache$;
import org.apache.spark.sql.execution.datasources.PartitionPath;
import org.apache.spark.sql.execution.datasources.PartitionSpec;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.mutable.LinkedHashMap$;

/**
 * A file index of exactly the pinned files, from which Spark plans a scan without listing anything
 * again. Partition values come from the metastore, wherever the partition's files are.
 */
final class PinnedFiles extends PartitioningAwareFileIndex {
  /** Block size, in bytes, used to split files into tasks; object stores have no blocks. */
  private static final long BLOCK = 128L << 20;

  /** Files of one partition, with the values of its keys in the order of the keys. */
  record FileGroup(String location, InternalRow values, List<SourceFile> files) {
    FileGroup only(Set<SourceFile> some) {
      return new FileGroup(location, values, files.stream().filter(some::contains).toList());
    }

    /** Returns the groups that have some of the files, restricted to these files. */
    static List<FileGroup> only(List<FileGroup> groups, Set<SourceFile> some) {
      return groups.stream()
          .map(group -> group.only(some))
          .filter(group -> !group.files().isEmpty())
          .toList();
    }
  }

  private final PartitionSpec spec;
  private final scala.collection.mutable.LinkedHashMap<Path, FileStatus> files;
  private final scala.collection.immutable.Map<Path, FileStatus[]> children;
  private final scala.collection.immutable.List<Path> roots;

  /**
   * Creates the index.
   *
   * @param keys partition keys with Spark's types; empty when there are none
   */
  PinnedFiles(SparkSession spark, StructType keys, List<FileGroup> groups) {
    super(
        spark,
        ScalaInterop.<String, String>immutable(Map.of()),
        Option.empty(),
        NoopCache$.MODULE$);
    Map<Path, FileStatus[]> byFolder = new LinkedHashMap<>();
    List<PartitionPath> paths = new ArrayList<>();
    files = LinkedHashMap$.MODULE$.empty();
    for (FileGroup group : groups) {
      Path folder = new Path(group.location());
      FileStatus[] statuses =
          group.files().stream().map(PinnedFiles::status).toArray(FileStatus[]::new);
      byFolder.put(folder, statuses);
      paths.add(new PartitionPath(group.values(), folder));
      for (FileStatus status : statuses) {
        files.put(status.getPath(), status);
      }
    }
    spec =
        keys.isEmpty()
            ? PartitionSpec.emptySpec()
            : new PartitionSpec(keys, ScalaInterop.seq(paths));
    children = ScalaInterop.immutable(byFolder);
    roots = ScalaInterop.seq(List.copyOf(byFolder.keySet()));
  }

  static FileStatus status(SourceFile file) {
    long modified = Instant.parse(file.modified()).toEpochMilli();
    return new FileStatus(file.bytes(), false, 1, BLOCK, modified, new Path(file.path()));
  }

  @Override
  public PartitionSpec partitionSpec() {
    return spec;
  }

  @Override
  public scala.collection.mutable.LinkedHashMap<Path, FileStatus> leafFiles() {
    return files;
  }

  @Override
  public scala.collection.immutable.Map<Path, FileStatus[]> leafDirToChildrenFiles() {
    return children;
  }

  /** A list, since Spark 3 wants any sequence here, and Spark 4 an immutable one. */
  @Override
  public scala.collection.immutable.List<Path> rootPaths() {
    return roots;
  }

  @Override
  public void refresh() {
    // Pinned files never change.
  }
}
