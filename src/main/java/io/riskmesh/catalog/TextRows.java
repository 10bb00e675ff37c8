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
 * Rows of text files, of which every value was read as text: brought to the types that they are
 * declared with or that the job needs, with the text beside, so that what cannot be read is
 * counted.
 *
 * @param declared types of the columns as their owner declares them; strings where nobody does
 * @param keys columns whose values stand in no file and are typed already
 */
record TextRows(StructType declared, StructType keys) {
  /** Holds the record when it lacks its file's shape. */
  static final String CORRUPT = "_corrupt";

  /**
   * How Spark's readers are to treat records: none is dropped, and with pruning they would look at
   * no more tokens than they need and miss broken ones.
   */
  static final Map<String, String> READING =
      Map.of("mode", "PERMISSIVE", "columnNameOfCorruptRecord", CORRUPT, "columnPruning", "false");

  /** What stands for bytes that are none in the file's encoding. */
  private static final String UNDECODABLE = "\uFFFD";

  /** The columns that the job uses, filtered. */
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

  /** Every column as its text, and the keys, filtered as above. */
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
   * Rows that the filter lets through, and those of which it cannot tell because something of them
   * cannot be read: they are counted later, and never lost unseen.
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

  /** Every column as the job and its filter see it, and its text beside. */
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

  /** Whether the job has the column as something else than its text. */
  private boolean isRead(String name, SourceSelection wanted) {
    if (!StagedColumns.has(declared, name)) {
      return false;
    }
    return !(StagedColumns.type(declared, name) instanceof StringType)
        || wanted.source().times().containsKey(name)
        || wanted.roles().numbers().contains(name)
        || wanted.roles().times().contains(name);
  }

  /** The same columns, all of them text, and the one for broken records. */
  static StructType asText(StructType schema) {
    StructType text = new StructType();
    for (StructField field : schema.fields()) {
      text = text.add(field.name(), DataTypes.StringType);
    }
    return text.add(CORRUPT, DataTypes.StringType);
  }
}
