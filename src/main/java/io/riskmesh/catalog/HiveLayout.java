package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.rtrim;
import static org.apache.spark.sql.functions.when;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    boolean isWhole = CsvHeader.isWhole(format.options());
    Set<FileShape.Trait> traits = isWhole ? Set.of(FileShape.Trait.WHOLE) : Set.of();
    Map<SourceFile, FileShape> shapes = new LinkedHashMap<>();
    files.forEach(file -> shapes.put(file, new FileShape(columns, true, traits)));
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
      columns.add((isRead ? cleaned(value, field) : value).as(field.name()));
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

  private Column cleaned(Column value, Field field) {
    Column known =
        format.nulls() == null ? value : when(value.notEqual(lit(format.nulls())), value);
    Column single =
        format.doubledQuote().isEmpty()
            ? known
            : regexp_replace(
                known,
                Pattern.quote(format.doubledQuote().repeat(2)),
                Matcher.quoteReplacement(format.doubledQuote()));
    return HiveTypes.isPadded(field) ? rtrim(single) : single;
  }
}
