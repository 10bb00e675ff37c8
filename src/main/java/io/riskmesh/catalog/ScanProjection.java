package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.TimeFormat;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.StagedColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Filters rows and projects columns; Spark pushes both into the scan. */
final class ScanProjection {
  private ScanProjection() {}

  static List<SourcePin.PinnedColumn> columns(StructType schema) {
    return Arrays.stream(schema.fields())
        .map(field -> new SourcePin.PinnedColumn(field.name(), field.dataType().sql()))
        .toList();
  }

  /**
   * Returns the columns that the job uses, filtered. A column that is read from text, or as a time
   * by a format or unit, is accompanied by its text, named {@link StagedColumns#text}.
   */
  static Dataset<Row> of(Dataset<Row> rows, SourceSelection wanted) {
    return of(rows, wanted, List.of());
  }

  /**
   * Returns the same, followed by further columns.
   *
   * @param flaws some of {@link StagedColumns#FLAWS}
   */
  static Dataset<Row> of(Dataset<Row> rows, SourceSelection wanted, List<String> flaws) {
    Dataset<Row> kept = filter(rows, wanted);
    List<Column> columns = new ArrayList<>();
    for (String name : wanted.roles().used()) {
      columns.add(StagedColumns.column(name));
      if (StagedColumns.has(kept.schema(), StagedColumns.text(name))) {
        columns.add(StagedColumns.column(StagedColumns.text(name)));
      }
    }
    flaws.forEach(flaw -> columns.add(StagedColumns.column(flaw)));
    return kept.select(FileMark.behind(columns.stream(), rows));
  }

  /** Returns every column with its source value, filtered. */
  static Dataset<Row> every(Dataset<Row> rows, SourceSelection wanted, StructType schema) {
    Dataset<Row> kept = filter(rows, wanted);
    return kept.select(
        Arrays.stream(schema.fieldNames())
            .map(
                name ->
                    StagedColumns.column(StagedColumns.written(kept.schema(), "", name)).as(name))
            .toArray(Column[]::new));
  }

  /**
   * Returns the rows that pass the filter; NaN becomes null, since it counts as missing everywhere
   * else.
   */
  static Dataset<Row> filter(Dataset<Row> rows, SourceSelection wanted) {
    Dataset<Row> meant = meant(rows, wanted);
    return RowFilter.of(meant, wanted).condition().map(meant::filter).orElse(meant);
  }

  private static Dataset<Row> meant(Dataset<Row> rows, SourceSelection wanted) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      Column value = StagedColumns.column(field.name());
      if (isTimed(rows.schema(), field.name(), wanted)) {
        TimeFormat format = wanted.source().times().get(field.name());
        columns.add(ColumnReading.time(value, field.dataType(), format).as(field.name()));
        columns.add(
            CanonicalColumns.text(value, field.dataType()).as(StagedColumns.text(field.name())));
      } else {
        columns.add(withoutNaN(value, field.dataType()).as(field.name()));
      }
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private static boolean isTimed(StructType schema, String name, SourceSelection wanted) {
    TimeFormat format = wanted.source().times().get(name);
    return format != null && CanonicalColumns.isTime(StagedColumns.type(schema, name), format);
  }

  /**
   * Replaces NaN by null. Statistics leave NaN out, and Spark sorts it last: whether a filter finds
   * it would depend on the layout of the files.
   */
  static Column withoutNaN(Column value, DataType type) {
    return CanonicalColumns.hasNaN(type) ? when(not(isnan(value)), value) : value;
  }
}
