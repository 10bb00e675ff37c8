package io.riskmesh.quality;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.Canonical;
import io.riskmesh.catalog.Roles;
import io.riskmesh.quality.QualityReport.ColumnSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;

/**
 * Nulls of every column, least and greatest value of numbers and times. Texts, masked columns and
 * what identifies a borrower show no values.
 */
final class Summaries {
  private record Entry(
      String name, DataType type, Scan.Handle nulls, Scan.Handle min, Scan.Handle max) {}

  private final List<Entry> entries = new ArrayList<>();

  Summaries(Sheet sheet) {
    Roles.of(sheet.job()).used().forEach(column -> entries.add(entry(sheet, column)));
  }

  private static Entry entry(Sheet sheet, String column) {
    DataType type = sheet.type(column);
    Scan.Handle nulls = sheet.scan().rowsWhere(sheet.missing(column));
    if (!showsValues(sheet, column, type)) {
      return new Entry(column, type, nulls, null, null);
    }
    Column present = when(not(sheet.missing(column)), sheet.value(column));
    return new Entry(
        column,
        type,
        nulls,
        sheet.scan().add(Canonical.text(min(present), type)),
        sheet.scan().add(Canonical.text(max(present), type)));
  }

  private static boolean showsValues(Sheet sheet, String column, DataType type) {
    return (type instanceof NumericType || Canonical.isTime(type))
        && !sheet.mask().hides(column)
        && !sheet.job().source().key().contains(column)
        && !sheet.job().split().reads().contains(column);
  }

  List<ColumnSummary> read(Scan.Result result) {
    return entries.stream()
        .map(
            entry ->
                new ColumnSummary(
                    entry.name,
                    entry.type.sql(),
                    result.count(entry.nulls),
                    shown(entry.type, entry.min, result),
                    shown(entry.type, entry.max, result)))
        .toList();
  }

  private static String shown(DataType type, Scan.Handle handle, Scan.Result result) {
    String text = handle == null ? null : (String) result.value(handle);
    boolean micros = Canonical.isTime(type) && !(type instanceof DateType);
    return text == null || !micros
        ? text
        : Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS).toString();
  }
}
