package io.riskmesh.quality;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.quality.QualityReport.ColumnSummary;
import io.riskmesh.rows.CanonicalColumns;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;

/**
 * Counts missing values of every column, and finds minimum and maximum of numbers and times. For
 * text, masked columns and columns that identify a borrower no values are shown.
 */
final class ColumnSummaries {
  private record SummaryEntry(
      String name,
      DataType type,
      AggregateScan.Handle nulls,
      AggregateScan.Handle min,
      AggregateScan.Handle max) {}

  private final List<SummaryEntry> entries = new ArrayList<>();

  ColumnSummaries(CheckBuilder sheet) {
    ColumnRoles.of(sheet.job()).used().forEach(column -> entries.add(entry(sheet, column)));
  }

  private static SummaryEntry entry(CheckBuilder sheet, String column) {
    DataType type = sheet.type(column);
    AggregateScan.Handle nulls = sheet.scan().rowsWhere(sheet.missing(column));
    if (!showsValues(sheet, column, type)) {
      return new SummaryEntry(column, type, nulls, null, null);
    }
    Column present = when(not(sheet.missing(column)), sheet.value(column));
    return new SummaryEntry(
        column,
        type,
        nulls,
        sheet.scan().add(CanonicalColumns.text(min(present), type)),
        sheet.scan().add(CanonicalColumns.text(max(present), type)));
  }

  private static boolean showsValues(CheckBuilder sheet, String column, DataType type) {
    return (type instanceof NumericType || CanonicalColumns.isTime(type))
        && !sheet.mask().hides(column)
        && !sheet.job().source().key().contains(column)
        && !sheet.job().split().reads().contains(column);
  }

  List<ColumnSummary> read(AggregateScan.ScanResult result) {
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

  private static String shown(
      DataType type, AggregateScan.Handle handle, AggregateScan.ScanResult result) {
    String text = handle == null ? null : (String) result.value(handle);
    boolean micros = CanonicalColumns.isTime(type) && !(type instanceof DateType);
    return text == null || !micros
        ? text
        : Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS).toString();
  }
}
