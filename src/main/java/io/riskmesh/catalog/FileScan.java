package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.lit;

import io.riskmesh.catalog.FileShape.Trait;
import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.config.SourceFormat;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.rows.ValueFunctions;
import io.riskmesh.spark.ClassicSession;
import io.riskmesh.spark.ScalaInterop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.csv.CSVFileFormat;
import org.apache.spark.sql.execution.datasources.json.JsonFileFormat;
import org.apache.spark.sql.execution.datasources.orc.OrcFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * One scan over pinned files that have the same columns. It bypasses Spark's {@code load}, which
 * treats file names as patterns and matches columns by case.
 *
 * @param written columns as named in the files, restricted to those that are read
 * @param columns the column in the files for each requested column; null if they lack it
 * @param traits how the files must be read
 */
record FileScan(StructType written, List<HeldColumn> columns, Set<Trait> traits) {

  /** Prefix of a key's name inside a scan. */
  private static final String HIDDEN = "=";

  /**
   * Returns how to scan a file.
   *
   * @param wanted columns of the result
   * @param columns the file's column for each of them, null for none
   */
  static FileScan of(
      SourceFormat format, StructType wanted, List<HeldColumn> columns, FileShape shape) {
    List<HeldColumn> needed = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      needed.add(needed(columns.get(i), wanted.apply(i)));
    }
    boolean byPlace =
        format == SourceFormat.CSV || (format == SourceFormat.ORC && isUnnamed(shape));
    StructType written = byPlace ? byPlace(shape) : byName(needed, wanted);
    return new FileScan(written, Collections.unmodifiableList(needed), shape.traits());
  }

  /**
   * Groups the files that the same scan can read. Files without rows are left out if others have
   * rows.
   *
   * @param scan returns how to scan a file
   */
  static Map<FileScan, Set<SourceFile>> grouped(
      Map<SourceFile, FileShape> shapes, Function<FileShape, FileScan> scan) {
    Map<FileScan, Set<SourceFile>> scans = new LinkedHashMap<>();
    FileShape.telling(shapes)
        .forEach(
            (file, shape) ->
                scans.computeIfAbsent(scan.apply(shape), alike -> new LinkedHashSet<>()).add(file));
    return scans;
  }

  /** Keeps only what the scan depends on, so that the files need few scans. */
  private static HeldColumn needed(HeldColumn held, StructField wanted) {
    boolean isNone =
        held == null
            || held.isUnread()
            || (held.isEmpty() && !held.type().equals(wanted.dataType()));
    return isNone ? null : new HeldColumn(held.name(), held.type(), held.read(), false, null);
  }

  /**
   * Returns whether the columns have no real names: for years Hive wrote ORC files without them.
   */
  static boolean isUnnamed(FileShape shape) {
    return shape.columns().stream().allMatch(held -> held.name().matches("_col\\d+"));
  }

  private static StructType byName(List<HeldColumn> needed, StructType wanted) {
    Map<String, StructField> fields = new LinkedHashMap<>();
    for (int i = 0; i < needed.size(); i++) {
      HeldColumn held = needed.get(i);
      if (held != null) {
        DataType type = TypeWidening.read(held, wanted.apply(i).dataType());
        fields.put(held.name(), DataTypes.createStructField(held.name(), type, true));
      }
    }
    return new StructType(fields.values().toArray(StructField[]::new));
  }

  /** Returns all columns; a repeated name is replaced by another that matches no lookup. */
  private static StructType byPlace(FileShape shape) {
    Set<String> names = new HashSet<>(Set.of(TextRows.CORRUPT));
    StructType written = new StructType();
    for (HeldColumn held : shape.columns()) {
      boolean isFirst = names.add(held.name().toLowerCase(Locale.ROOT));
      String name = isFirst ? held.name() : "%s~%d".formatted(held.name(), written.size());
      written = written.add(name, held.isUnread() ? DataTypes.StringType : held.read());
    }
    return written;
  }

  /**
   * Returns the rows of the files: the requested columns and keys under their names, {@link
   * TextRows#CORRUPT} for a text format, and {@link StagedColumns#FILE}.
   *
   * @param wanted the columns passed to {@link #of}
   */
  Dataset<Row> rows(
      SparkSession spark,
      SourceFormat format,
      Map<String, String> options,
      StructType wanted,
      StructType keys,
      List<PinnedFiles.FileGroup> groups) {
    StructType hidden = hidden(keys);
    StructType data =
        format.isText() ? written.add(TextRows.CORRUPT, DataTypes.StringType) : written;
    HadoopFsRelation relation =
        new HadoopFsRelation(
            new PinnedFiles(spark, hidden, groups),
            hidden,
            data,
            Option.empty(),
            reader(format),
            ScalaInterop.immutable(options(format, options)),
            session(spark));
    List<Column> out = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      out.add(value(format, columns.get(i), wanted.apply(i)).as(wanted.apply(i).name()));
    }
    for (String key : keys.fieldNames()) {
      out.add(StagedColumns.column(HIDDEN + key).as(key));
    }
    if (format.isText()) {
      out.add(StagedColumns.column(TextRows.CORRUPT));
    }
    Dataset<Row> rows = spark.baseRelationToDataFrame(relation);
    out.add(FileMark.of(rows.metadataColumn("_metadata").getField("file_path")));
    return rows.select(out.toArray(Column[]::new));
  }

  private static Column value(SourceFormat format, HeldColumn held, StructField wanted) {
    if (held == null) {
      return lit(null).cast(wanted.dataType());
    }
    Column value = TypeWidening.column(held, wanted.dataType());
    return format == SourceFormat.JSON
        ? ValueFunctions.call("token", DataTypes.StringType, value)
        : value;
  }

  /** Renames the keys so that they cannot collide with columns of the files. */
  private static StructType hidden(StructType keys) {
    StructType hidden = new StructType();
    for (StructField key : keys.fields()) {
      hidden = hidden.add(HIDDEN + key.name(), key.dataType());
    }
    return hidden;
  }

  private static FileFormat reader(SourceFormat format) {
    return switch (format) {
      case PARQUET -> new ParquetFileFormat();
      case ORC -> new OrcFileFormat();
      case CSV -> new CSVFileFormat();
      case JSON -> new JsonFileFormat();
    };
  }

  private Map<String, String> options(SourceFormat format, Map<String, String> given) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(format.isText() ? TextRows.READING : Map.of());
    options.putAll(given);
    if (traits.contains(Trait.WHOLE) || format == SourceFormat.JSON) {
      options.put("multiLine", Boolean.toString(traits.contains(Trait.WHOLE)));
    }
    return new HashMap<>(options);
  }

  /**
   * Returns a session with the row-by-row Parquet reader if the fast one lacks the file's encoding.
   */
  private SparkSession session(SparkSession spark) {
    if (!traits.contains(Trait.VALUE_WISE)) {
      return spark;
    }
    SparkSession slow = ClassicSession.copy(spark);
    slow.conf().set("spark.sql.parquet.enableVectorizedReader", "false");
    return slow;
  }
}
