package io.riskmesh.catalog;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.config.SourceFormat;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.rows.UnreadType;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Files that no catalog describes, and how to read them. */
final class FileRows {
  private static final String WAY_OUT =
      " Have it written the same way in all files, as a supported type, or remove it from the job.";

  private final SourceFormat format;
  private final Map<String, String> options;
  private final PartitionFolders folders;
  private final Map<SourceFile, FileShape> shapes;

  /**
   * Creates a reader of files of one format.
   *
   * @param options options of Spark's reader
   * @param shapes the shape that each file declares
   */
  FileRows(
      SourceFormat format,
      Map<String, String> options,
      PartitionFolders folders,
      Map<SourceFile, FileShape> shapes) {
    this.format = format;
    this.options = options;
    this.folders = folders;
    this.shapes = shapes;
  }

  boolean isText() {
    return format.isText();
  }

  /** Returns the common columns of all files, followed by those of the folders. */
  StructType schema(Set<String> used) {
    return new FileColumns(format, shapes, used).schema(used, folders.keys());
  }

  /** Returns the columns that the folders hold, all of them text. */
  StructType keys() {
    return UnreadType.asText(folders.keys());
  }

  /**
   * Rejects columns that the job uses and that cannot be read.
   *
   * @throws RunException {@code SOURCE_MISSING}, with one column per line
   */
  static void requireReadable(StructType schema, Set<String> used) {
    List<String> problems = new ArrayList<>();
    for (StructField field : schema.fields()) {
      if (used.contains(field.name()) && field.dataType() instanceof UnreadType unread) {
        problems.add(
            "column %s is %s.%s"
                .formatted(
                    field.name(),
                    unread.why(),
                    FileColumns.EXPLAINED.contains(unread.typeName()) ? "" : WAY_OUT));
      }
    }
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.SOURCE_MISSING, String.join("\n", problems));
    }
  }

  /** Returns whether a column is text that some file does not declare as UTF-8. */
  boolean isUnmarkedText(String name) {
    return shapes.values().stream()
        .flatMap(shape -> shape.named(name).stream())
        .anyMatch(HeldColumn::isUnmarkedText);
  }

  FileRows only(Set<SourceFile> some) {
    Map<SourceFile, FileShape> kept = new LinkedHashMap<>(shapes);
    kept.keySet().retainAll(some);
    return new FileRows(format, options, folders, kept);
  }

  /**
   * Returns all rows with the columns of a schema, null where a column has {@link UnreadType},
   * followed by {@link TextRows#CORRUPT} for a text format, and by {@link StagedColumns#FILE}.
   */
  Dataset<Row> rows(SparkSession spark, StructType schema) {
    StructType keys = keys();
    StructType wanted = inFiles(schema, keys);
    Map<FileScan, Set<SourceFile>> scans =
        FileScan.grouped(shapes, shape -> scan(schema, wanted, shape));
    Dataset<Row> all = null;
    for (Map.Entry<FileScan, Set<SourceFile>> scan : scans.entrySet()) {
      List<PinnedFiles.FileGroup> groups =
          PinnedFiles.FileGroup.only(folders.groups(), scan.getValue());
      Dataset<Row> rows = scan.getKey().rows(spark, format, options, wanted, keys, groups);
      all = all == null ? rows : all.unionAll(rows);
    }
    List<Column> columns = new ArrayList<>();
    for (String name : schema.fieldNames()) {
      columns.add(StagedColumns.column(name));
    }
    if (format.isText()) {
      columns.add(StagedColumns.column(TextRows.CORRUPT));
    }
    columns.add(StagedColumns.column(StagedColumns.FILE));
    return all.select(columns.toArray(Column[]::new));
  }

  private static StructType inFiles(StructType schema, StructType keys) {
    StructType inFiles = new StructType();
    for (StructField field : UnreadType.asText(schema).fields()) {
      inFiles = StagedColumns.has(keys, field.name()) ? inFiles : inFiles.add(field);
    }
    return inFiles;
  }

  private FileScan scan(StructType schema, StructType wanted, FileShape shape) {
    List<HeldColumn> columns = new ArrayList<>();
    for (String name : wanted.fieldNames()) {
      List<HeldColumn> held = shape.named(name);
      boolean isRead = !held.isEmpty() && !UnreadType.is(schema.apply(name).dataType());
      columns.add(isRead ? held.get(0) : null);
    }
    return FileScan.of(format, wanted, columns, shape);
  }
}
