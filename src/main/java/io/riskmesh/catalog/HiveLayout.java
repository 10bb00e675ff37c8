package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rtrim;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.catalog.TableMetadata.Field;
import io.riskmesh.catalog.TableMetadata.Partition;
import io.riskmesh.config.SourceConfig;
import io.riskmesh.config.SourceFormat;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.rows.UnreadType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The way a set of partitions is written. It reads them with the table's current columns.
 *
 * @param fields columns in the partition's files, in their declared order
 * @param calendar calendar of old dates
 */
record HiveLayout(HiveFormat format, List<Field> fields, SourceConfig.Calendar calendar) {
  /** The column with a whole line; no column and no key has such a name. */
  private static final String LINE = "line=";

  static HiveLayout of(Partition partition, SourceConfig.Calendar calendar) {
    return new HiveLayout(HiveFormat.of(partition.storage()), partition.columns(), calendar);
  }

  private Map<String, String> options() {
    Map<String, String> options = new HashMap<>(FileOptions.calendar(calendar));
    options.putAll(format.options());
    return options;
  }

  boolean isText() {
    return format.format().isText();
  }

  /** Returns whether this is a text format whose files begin with a header. */
  boolean hasHeader() {
    return format.format() == SourceFormat.CSV && format.hasHeader();
  }

  boolean declares(String column) {
    return fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(column));
  }

  /** Reads the shapes of files; a CSV file has the declared columns, by position. */
  Map<SourceFile, FileShape> readShapes(SparkSession spark, String table, List<SourceFile> files) {
    if (format.format() != SourceFormat.CSV) {
      return FileShapes.readAll(spark, table, format.format(), options(), files);
    }
    List<HeldColumn> columns =
        fields.stream().map(field -> new HeldColumn(field.name(), DataTypes.StringType)).toList();
    FileShape shape = new FileShape(columns, true, traits());
    Map<SourceFile, FileShape> shapes = new LinkedHashMap<>();
    files.forEach(file -> shapes.put(file, shape));
    return shapes;
  }

  /** Returns the columns of a file that may be the table's column: none, one, or several. */
  List<HeldColumn> find(FileShape shape, String column) {
    if (format.format() == SourceFormat.ORC && FileScan.isUnnamed(shape)) {
      for (int i = 0; i < Math.min(fields.size(), shape.columns().size()); i++) {
        if (fields.get(i).name().equalsIgnoreCase(column)) {
          return List.of(shape.columns().get(i));
        }
      }
      return List.of();
    }
    return shape.named(format.key(column));
  }

  /**
   * Returns the rows of the files with the table's columns and keys, and {@link
   * StagedColumns#FILE}. A text format has its columns as text, and {@link TextRows#CORRUPT}.
   *
   * @param schema the table's columns, with {@link UnreadType} for those that become null
   */
  Dataset<Row> rows(
      SparkSession spark, TableMetadata table, StructType schema, HiveGroups.GroupPart part) {
    if (format.cells() != null) {
      return lines(spark, table, part).select(cells(table, schema)).select(columns(table, schema));
    }
    StructType wanted = wanted(table, schema);
    Map<FileScan, Set<SourceFile>> scans =
        FileScan.grouped(part.shapes(), shape -> scan(wanted, schema, shape));
    return scans.entrySet().stream()
        .map(
            scan ->
                scan.getKey()
                    .rows(
                        spark,
                        format.format(),
                        options(),
                        wanted,
                        table.keySchema(),
                        PinnedFiles.FileGroup.only(part.groups(), scan.getValue())))
        .reduce(Dataset::unionAll)
        .map(rows -> rows.select(columns(table, schema)))
        .orElseThrow();
  }

  /** Returns {@link #LINE} as {@link HiveCells} splits it, the keys, and the file. */
  private Dataset<Row> lines(SparkSession spark, TableMetadata table, HiveGroups.GroupPart part) {
    HeldColumn line = new HeldColumn(LINE, DataTypes.StringType);
    StructType wanted = new StructType().add(LINE, DataTypes.StringType);
    FileShape shape = new FileShape(List.of(line), true, traits());
    List<Column> columns = new ArrayList<>();
    columns.add(HiveCells.of(format.cells(), fields.size(), StagedColumns.column(LINE)).as(LINE));
    table.keys().forEach(key -> columns.add(StagedColumns.column(key.name())));
    columns.add(StagedColumns.column(StagedColumns.FILE));
    return FileScan.of(format.format(), wanted, List.of(line), shape)
        .rows(spark, format.format(), options(), wanted, table.keySchema(), part.groups())
        .select(columns.toArray(Column[]::new));
  }

  private Column[] cells(TableMetadata table, StructType schema) {
    Column cells = StagedColumns.column(LINE);
    List<String> places = fields.stream().map(field -> FileColumns.plain(field.name())).toList();
    List<Column> columns = new ArrayList<>();
    for (Field field : table.columns()) {
      int place = places.indexOf(FileColumns.plain(field.name()));
      boolean isRead = place >= 0 && !UnreadType.is(schema.apply(field.name()).dataType());
      Column none = lit(null).cast(DataTypes.StringType);
      columns.add((isRead ? cells.getItem(place) : none).as(field.name()));
    }
    table.keys().forEach(key -> columns.add(StagedColumns.column(key.name())));
    columns.add(cells.getItem(fields.size()).as(TextRows.CORRUPT));
    columns.add(StagedColumns.column(StagedColumns.FILE));
    return columns.toArray(Column[]::new);
  }

  private Set<FileShape.Trait> traits() {
    return CsvHeader.isWhole(format.options()) ? Set.of(FileShape.Trait.WHOLE) : Set.of();
  }

  private StructType wanted(TableMetadata table, StructType schema) {
    StructType wanted = new StructType();
    for (Field field : table.columns()) {
      StructField readable = UnreadType.asText(schema).apply(field.name());
      wanted = wanted.add(field.name(), isText() ? DataTypes.StringType : readable.dataType());
    }
    return wanted;
  }

  private FileScan scan(StructType wanted, StructType schema, FileShape shape) {
    List<HeldColumn> columns = new ArrayList<>();
    for (String name : wanted.fieldNames()) {
      List<HeldColumn> held = find(shape, name);
      boolean isRead = held.size() == 1 && !UnreadType.is(schema.apply(name).dataType());
      columns.add(isRead ? held.get(0) : null);
    }
    return FileScan.of(format.format(), wanted, columns, shape);
  }

  private Column[] columns(TableMetadata table, StructType schema) {
    List<Column> columns = new ArrayList<>();
    for (Field field : table.columns()) {
      Column value = StagedColumns.column(field.name());
      boolean isRead = !UnreadType.is(schema.apply(field.name()).dataType());
      boolean isPadded = isRead && HiveTypes.isPadded(field);
      columns.add((isPadded ? rtrim(value) : value).as(field.name()));
    }
    for (Field key : table.keys()) {
      columns.add(StagedColumns.column(key.name()));
    }
    if (isText()) {
      columns.add(StagedColumns.column(TextRows.CORRUPT));
    }
    columns.add(StagedColumns.column(StagedColumns.FILE));
    return columns.toArray(Column[]::new);
  }
}
