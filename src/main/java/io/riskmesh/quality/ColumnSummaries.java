package io.riskmesh.quality;

import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.quality.QualityReport.ColumnSummary;
import io.riskmesh.rows.CanonicalColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
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
    AggregateScan.Handle nulls = sheet.countMissing(column);
    if (!showsValues(sheet, column, type)) {
      return new SummaryEntry(column, type, nulls, null, null);
    }
    AggregateScan scan = sheet.scan();
    if (sheet.isReadAsNumber(column)) {
      List<AggregateScan.Handle> ends = scan.ends(sheet.presence(column), type);
      return new SummaryEntry(column, type, nulls, ends.get(0), ends.get(1));
    }
    Column present = when(not(sheet.missing(column)), sheet.value(column));
    return new SummaryEntry(column, type, nulls, scan.least(present), scan.greatest(present));
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
                    shown(entry.min, result),
                    shown(entry.max, result)))
        .toList();
  }

  private static String shown(AggregateScan.Handle handle, AggregateScan.ScanResult result) {
    Object value = handle == null ? null : result.value(handle);
    return value instanceof Instant time ? time.toString() : CanonicalValues.text(value);
  }
}
