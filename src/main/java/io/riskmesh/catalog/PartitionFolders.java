package io.riskmesh.catalog;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Folders named {@code key=value} below a path. Each key becomes a column whose value is the text
 * in the name, so {@code month=01} and {@code month=1} differ.
 *
 * @param keys the columns
 * @param groups the files, grouped by their values
 */
record PartitionFolders(StructType keys, List<PinnedFiles.FileGroup> groups) {

  /**
   * Reads the names of the folders.
   *
   * @throws RunException {@code SOURCE_MISSING} when files are below folders with different keys
   */
  static PartitionFolders of(Path base, List<SourceFile> files) {
    Map<String, String> first = pairs(base, files.get(0));
    Map<List<Object>, List<SourceFile>> byValues = new LinkedHashMap<>();
    for (SourceFile file : files) {
      Map<String, String> pairs = pairs(base, file);
      if (!List.copyOf(pairs.keySet()).equals(List.copyOf(first.keySet()))) {
        throw new RunException(
            Outcome.SOURCE_MISSING,
            "file %s has %s and file %s has %s: key=value folders become columns, which must be the same for all files. Set source.path to files with the same keys."
                .formatted(files.get(0).path(), shown(first), file.path(), shown(pairs)));
      }
      byValues
          .computeIfAbsent(new ArrayList<>(pairs.values()), values -> new ArrayList<>())
          .add(file);
    }
    StructType keys = new StructType();
    for (String key : first.keySet()) {
      keys = keys.add(key, DataTypes.StringType);
    }
    List<PinnedFiles.FileGroup> groups = new ArrayList<>();
    byValues.forEach((values, some) -> groups.add(group(values, some)));
    return new PartitionFolders(keys, List.copyOf(groups));
  }

  private static String shown(Map<String, String> pairs) {
    return pairs.isEmpty()
        ? "no folder keys"
        : "the folder keys " + String.join(", ", pairs.keySet());
  }

  private static PinnedFiles.FileGroup group(List<Object> values, List<SourceFile> files) {
    Object[] row =
        values.stream().map(v -> v == null ? null : UTF8String.fromString((String) v)).toArray();
    String folder = new Path(files.get(0).path()).getParent().toString();
    InternalRow key = new GenericInternalRow(row);
    return new PinnedFiles.FileGroup(folder, key, List.copyOf(files));
  }

  /**
   * Returns the keys of a file in the order of its folders; of a repeated name the last value is
   * used.
   */
  private static Map<String, String> pairs(Path base, SourceFile file) {
    Map<String, String> pairs = new LinkedHashMap<>();
    List<String> below = FileList.below(base, new Path(file.path()));
    for (String name : below.subList(0, Math.max(0, below.size() - 1))) {
      int at = name.indexOf('=');
      if (at > 0) {
        String value = ExternalCatalogUtils.unescapePathName(name.substring(at + 1));
        boolean isNone =
            value.isEmpty() || value.equals(ExternalCatalogUtils.DEFAULT_PARTITION_NAME());
        pairs.put(
            ExternalCatalogUtils.unescapePathName(name.substring(0, at)), isNone ? null : value);
      }
    }
    return pairs;
  }
}
