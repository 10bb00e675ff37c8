package io.riskmesh.catalog;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.rows.UnreadType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Folders named {@code key=value} below a path. Each key becomes a column whose value is the text
 * in the name, so {@code month=01} and {@code month=1} differ. The case of a key is ignored.
 *
 * @param keys the columns; {@link UnreadType} for a key that some files lack
 * @param groups the files, grouped by their values
 */
record PartitionFolders(StructType keys, List<PinnedFiles.FileGroup> groups) {

  /**
   * Reads the names of the folders. A key is spelled as in the job if some folder spells it so, and
   * otherwise as in the first.
   *
   * @param used column names in the job
   */
  static PartitionFolders of(Path base, List<SourceFile> files, Set<String> used) {
    Map<String, String> names = new LinkedHashMap<>();
    List<Map<String, FolderPair>> pairs = new ArrayList<>();
    for (SourceFile file : files) {
      Map<String, FolderPair> of = pairs(base, file);
      of.forEach(
          (plain, pair) -> {
            names.putIfAbsent(plain, pair.key());
            if (used.contains(pair.key())) {
              names.put(plain, pair.key());
            }
          });
      pairs.add(of);
    }
    StructType keys = new StructType();
    for (Map.Entry<String, String> name : names.entrySet()) {
      keys = keys.add(name.getValue(), type(name.getKey(), files, pairs));
    }
    Map<List<String>, List<SourceFile>> byValues = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      byValues
          .computeIfAbsent(values(names.keySet(), pairs.get(i)), values -> new ArrayList<>())
          .add(files.get(i));
    }
    List<PinnedFiles.FileGroup> groups = new ArrayList<>();
    byValues.forEach((values, some) -> groups.add(group(values, some)));
    return new PartitionFolders(keys, List.copyOf(groups));
  }

  /**
   * A folder's name.
   *
   * @param value null for Hive's name for null
   */
  private record FolderPair(String key, String value) {}

  private static DataType type(
      String plain, List<SourceFile> files, List<Map<String, FolderPair>> pairs) {
    int with = -1;
    int without = -1;
    for (int i = files.size() - 1; i >= 0; i--) {
      if (pairs.get(i).containsKey(plain)) {
        with = i;
      } else {
        without = i;
      }
    }
    return without < 0
        ? DataTypes.StringType
        : new UnreadType(
            "LACKING",
            "a folder key of file %s but not of file %s"
                .formatted(path(files.get(with)), path(files.get(without))));
  }

  private static Path path(SourceFile file) {
    return new Path(file.path());
  }

  private static List<String> values(Set<String> names, Map<String, FolderPair> pairs) {
    List<String> values = new ArrayList<>();
    for (String plain : names) {
      FolderPair pair = pairs.get(plain);
      values.add(pair == null ? null : pair.value());
    }
    return values;
  }

  private static PinnedFiles.FileGroup group(List<String> values, List<SourceFile> files) {
    Object[] row = values.stream().map(v -> v == null ? null : UTF8String.fromString(v)).toArray();
    String folder = path(files.get(0)).getParent().toString();
    InternalRow key = new GenericInternalRow(row);
    return new PinnedFiles.FileGroup(folder, key, List.copyOf(files));
  }

  /**
   * Returns the keys of a file by their names in lower case, in the order of its folders; of a
   * repeated name the last value is used.
   */
  private static Map<String, FolderPair> pairs(Path base, SourceFile file) {
    Map<String, FolderPair> pairs = new LinkedHashMap<>();
    List<String> below = FileList.below(base, path(file));
    for (String name : below.subList(0, Math.max(0, below.size() - 1))) {
      int at = name.indexOf('=');
      if (at > 0) {
        String key = ExternalCatalogUtils.unescapePathName(name.substring(0, at));
        String value = ExternalCatalogUtils.unescapePathName(name.substring(at + 1));
        boolean isNone =
            value.isEmpty() || value.equals(ExternalCatalogUtils.DEFAULT_PARTITION_NAME());
        pairs.put(FileColumns.plain(key), new FolderPair(key, isNone ? null : value));
      }
    }
    return pairs;
  }
}
