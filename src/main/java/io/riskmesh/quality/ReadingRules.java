package io.riskmesh.quality;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.catalog.TextNotation;
import io.riskmesh.config.JobConfig;
import io.riskmesh.quality.QualityReport.Violation;
import io.riskmesh.rows.StagedColumns;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;

/** Implied rules on numbers and text: they can be read, and are written in one way. */
final class ReadingRules {
  private final CheckBuilder sheet;
  private final JobConfig job;
  private final Set<String> times;

  ReadingRules(CheckBuilder sheet) {
    this.sheet = sheet;
    this.job = sheet.job();
    this.times = ColumnRoles.of(job).times();
  }

  /** Checks that the text of a column is readable as the type that the job needs. */
  void readable(String column) {
    if (sheet.has(StagedColumns.text(column))) {
      sheet.add(
          "readable",
          column,
          sheet.unreadable(column),
          StagedColumns.column(StagedColumns.text(column)),
          0,
          "contain text that cannot be read as %s".formatted(sheet.type(column).typeName()),
          isTime(column)
              ? "correct them, or declare their format in source.times: {%s: {format: yyyyMM}} or {unit: millis}"
                  .formatted(column)
              : "correct them, or list the texts that mean missing in source.missingValues");
    }
  }

  /** Checks that a column has one notation: days, seconds and plain numbers are three units. */
  void notation(String column) {
    if (sheet.has(StagedColumns.text(column)) && !job.source().times().containsKey(column)) {
      Column notation = TextNotation.of(StagedColumns.column(StagedColumns.text(column)));
      List<AggregateScan.Handle> counts =
          TextNotation.WORDS.stream()
              .map(
                  word ->
                      sheet.scan().rowsWhere(notation.equalTo(TextNotation.WORDS.indexOf(word))))
              .toList();
      sheet.add((result, rows) -> mixed(column, counts.stream().map(result::count).toList()));
    }
  }

  /** Checks that no feature reads a number that has no finite 32-bit float: it would be missing. */
  void finite(String column) {
    sheet.add(
        "finite",
        column,
        new NumberTest.NotFinite(),
        0,
        "are infinite, or beyond the largest 32-bit float (3.4e38)",
        "list Infinity and -Infinity, or the number, in source.missingValues, exclude them with source.filter, or correct them");
  }

  private static Optional<Violation> mixed(String column, List<Long> counts) {
    return TextNotation.mixed(column, counts)
        .map(
            message ->
                new Violation("notation", column, TextNotation.fewest(counts), null, message));
  }

  private boolean isTime(String column) {
    return job.source().times().containsKey(column) || times.contains(column);
  }

  /** Checks for flaws of entire records, and of text that the filter compares. */
  void wellFormed() {
    flaw(
        StagedColumns.MALFORMED,
        "the record",
        "do not match the file's columns",
        "correct the file or source.options (sep, quote, escape, multiLine)");
    flaw(
        StagedColumns.UNDECODED,
        "the record",
        "contain bytes that are not valid in the file's encoding",
        "name the encoding in source.options: {encoding: windows-1252} if it is CSV or JSON, or correct the file");
    flaw(
        StagedColumns.UNFILTERED,
        "source.filter",
        "contain text in a column of source.filter that cannot be read as the type it is compared with",
        "correct them, or compare with text");
  }

  private void flaw(String flaw, String on, String what, String wayOut) {
    if (sheet.has(flaw)) {
      sheet.add("readable", on, StagedColumns.column(flaw), null, 0, what, wayOut);
    }
  }
}
