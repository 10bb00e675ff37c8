package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.config.TimeFormat;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.StagedColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Converts the rows of text files, in which every value was read as text, to the types that are
 * declared or that the job needs. The text is kept beside each value, so that unreadable values are
 * counted.
 */
final class TextRows {
  /** Column with the record if it does not match its file's columns. */
  static final String CORRUPT = "_corrupt";

  /**
   * Options for Spark's readers. No record is dropped, and column pruning is off because pruned
   * reads parse only the needed tokens and miss malformed records.
   */
  static final Map<String, String> READING =
      Map.of("mode", "PERMISSIVE", "columnNameOfCorruptRecord", CORRUPT, "columnPruning", "false");

  /** Replaces bytes that are invalid in the file's encoding. */
  private static final String UNDECODABLE = "\uFFFD";

  private final StructType declared;
  private final StructType keys;

  /**
   * Creates a converter.
   *
   * @param declared types of the columns as their owner declares them; strings if there is no
   *     declaration
   * @param keys columns whose values are not in the files and are already typed
   */
  TextRows(StructType declared, StructType keys) {
    this.declared = declared;
    this.keys = keys;
  }

  /** Returns the columns that the job uses, filtered. */
  Dataset<Row> of(Dataset<Row> text, SourceSelection wanted) {
    ColumnRoles roles = wanted.roles();
    List<Column> columns = new ArrayList<>();
    for (String name : roles.used()) {
      columns.add(StagedColumns.column(name));
      if (isRead(name, wanted)) {
        columns.add(StagedColumns.column(StagedColumns.text(name)));
      }
    }
    StagedColumns.FLAWS.forEach(flaw -> columns.add(col(flaw)));
    return filtered(text, wanted).select(FileMark.behind(columns.stream(), text));
  }

  /** Returns every column as its text, and the keys, with the same filter as {@link #of}. */
  Dataset<Row> every(Dataset<Row> text, SourceSelection wanted) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : declared.fields()) {
      columns.add(StagedColumns.column(StagedColumns.text(field.name())).as(field.name()));
    }
    for (StructField key : keys.fields()) {
      columns.add(StagedColumns.column(key.name()));
    }
    columns.add(col(StagedColumns.MALFORMED));
    return filtered(text, wanted).select(columns.toArray(Column[]::new));
  }

  /**
   * Returns the rows that pass the filter, and the rows for which it cannot be decided because a
   * value is unreadable: they are counted later and never lost silently.
   */
  private Dataset<Row> filtered(Dataset<Row> text, SourceSelection wanted) {
    Dataset<Row> typed = typed(text, wanted);
    RowFilter filter = RowFilter.of(typed, wanted);
    Dataset<Row> flawed =
        typed.select(
            Stream.concat(
                    Stream.of(typed.columns()).map(StagedColumns::column),
                    Stream.of(filter.isUnread().as(StagedColumns.UNFILTERED)))
                .toArray(Column[]::new));
    Column isUntold = col(StagedColumns.MALFORMED).or(col(StagedColumns.UNFILTERED));
    return filter
        .condition()
        .map(holds -> flawed.filter(coalesce(holds, lit(false)).or(isUntold)))
        .orElse(flawed);
  }

  /**
   * Returns the rows of another format, in which the declared columns are text and are read as the
   * job needs them: a column that is read as a number or time is accompanied by its text. Columns
   * of {@code source.times} stay text, which {@link ScanProjection} reads.
   */
  Dataset<Row> among(Dataset<Row> rows, SourceSelection wanted) {
    List<Column> columns = new ArrayList<>();
    for (String name : rows.columns()) {
      Column value = StagedColumns.column(name);
      boolean isRead = isRead(name, wanted) && !wanted.source().times().containsKey(name);
      columns.add(isRead ? read(declared.apply(name), value, wanted).as(name) : value);
      if (isRead) {
        columns.add(value.as(StagedColumns.text(name)));
      }
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  /** Returns every column as the job and its filter see it, accompanied by its text. */
  private Dataset<Row> typed(Dataset<Row> text, SourceSelection wanted) {
    List<Column> columns = new ArrayList<>();
    Column undecoded = lit(false);
    for (StructField field : declared.fields()) {
      Column value = StagedColumns.column(field.name());
      columns.add(read(field, value, wanted).as(field.name()));
      columns.add(value.as(StagedColumns.text(field.name())));
      if (wanted.roles().used().contains(field.name())) {
        undecoded = undecoded.or(coalesce(value.contains(UNDECODABLE), lit(false)));
      }
    }
    for (StructField key : keys.fields()) {
      columns.add(StagedColumns.column(key.name()));
    }
    columns.add(col(CORRUPT).isNotNull().as(StagedColumns.MALFORMED));
    columns.add(undecoded.as(StagedColumns.UNDECODED));
    return text.select(FileMark.behind(columns.stream(), text));
  }

  private static Column read(StructField field, Column text, SourceSelection wanted) {
    String name = field.name();
    TimeFormat format = wanted.source().times().get(name);
    if (format != null) {
      return ColumnReading.time(text, DataTypes.StringType, format);
    }
    if (!(field.dataType() instanceof StringType)) {
      Column typed = ColumnReading.typed(text, field.dataType());
      return ScanProjection.withoutNaN(typed, field.dataType());
    }
    if (wanted.roles().times().contains(name)) {
      return ColumnReading.time(text);
    }
    return wanted.roles().numbers().contains(name)
        ? ScanProjection.withoutNaN(CanonicalColumns.written(text), DataTypes.DoubleType)
        : text;
  }

  /** Returns whether the job reads the column as something other than its text. */
  private boolean isRead(String name, SourceSelection wanted) {
    if (!StagedColumns.has(declared, name)) {
      return false;
    }
    return !(StagedColumns.type(declared, name) instanceof StringType)
        || wanted.source().times().containsKey(name)
        || wanted.roles().numbers().contains(name)
        || wanted.roles().times().contains(name);
  }

  /** Returns the same columns, all of them text, and the column for malformed records. */
  static StructType asText(StructType schema) {
    StructType text = new StructType();
    for (StructField field : schema.fields()) {
      text = text.add(field.name(), DataTypes.StringType);
    }
    return text.add(CORRUPT, DataTypes.StringType);
  }
}
