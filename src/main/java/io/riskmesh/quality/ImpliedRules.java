package io.riskmesh.quality;

import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.QualityRule;
import io.riskmesh.config.SplitConfig;
import io.riskmesh.model.TimeText;
import io.riskmesh.quality.QualityReport.Violation;
import io.riskmesh.rows.StagedColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;

/** Rules that apply to every job without being declared. */
final class ImpliedRules {
  private final CheckBuilder sheet;
  private final JobConfig job;

  private final Instant asOf;

  private ImpliedRules(CheckBuilder sheet, Instant asOf) {
    this.sheet = sheet;
    this.job = sheet.job();
    this.asOf = asOf;
  }

  static void addTo(CheckBuilder sheet, Instant asOf) {
    ImpliedRules rules = new ImpliedRules(sheet, asOf);
    rules.minRows();
    rules.label();
    ColumnRoles roles = ColumnRoles.of(sheet.job());
    ReadingRules reading = new ReadingRules(sheet);
    roles.used().forEach(reading::readable);
    roles.numbers().forEach(reading::notation);
    rules.job.features().stream()
        .flatMap(feature -> feature.numbers().stream())
        .distinct()
        .forEach(reading::finite);
    rules.job.source().eventTime().ifPresent(rules::future);
    reading.wellFormed();
    rules.job.source().weight().ifPresent(rules::weight);
    rules.keys().forEach(rules::key);
    rules.job.source().eventTime().filter(rules::needsTime).ifPresent(rules::time);
  }

  private void minRows() {
    long least = job.quality().minRows();
    sheet.add(
        (result, rows) -> rows >= least ? Optional.empty() : Optional.of(tooFew(rows, least)));
  }

  private static Violation tooFew(long rows, long least) {
    return new Violation(
        "minRows",
        null,
        rows,
        null,
        "minRows: %d rows, but quality.minRows requires %d: provide more rows or widen source.filter"
            .formatted(rows, least));
  }

  private void label() {
    String column = job.label().column();
    sheet.add(
        "label",
        column,
        StagedColumns.column(StagedColumns.LABEL).isNull(),
        null,
        0,
        "have no label",
        "exclude rows without an outcome with source.filter");
  }

  /** Checks for event times after the as-of time: later knowledge must not leak into the run. */
  private void future(String column) {
    Duration most = job.quality().implied().maxFuture();
    long latest = TimeText.micros(asOf.plus(most));
    sheet.add(
        "future",
        column,
        unix_micros(StagedColumns.column(StagedColumns.TIME)).gt(latest),
        null,
        0,
        "are more than %s after the run's as-of time %s".formatted(most, asOf),
        "read the table as it was then (source.snapshot), exclude them with source.filter, or raise quality.implied.maxFuture");
  }

  private void weight(String column) {
    Column weight = StagedColumns.column(StagedColumns.WEIGHT);
    sheet.add(
        "weight",
        column,
        weight
            .isNull()
            .or(weight.lt(lit(0f)))
            .or(isnan(weight))
            .or(weight.equalTo(lit(Float.POSITIVE_INFINITY))),
        sheet.text(column),
        0,
        "have a weight that is missing, negative or not finite",
        "correct them or exclude them with source.filter");
    AggregateScan.Handle some = sheet.scan().rowsWhere(weight.gt(lit(0f)));
    sheet.add(
        (result, rows) ->
            rows == 0 || result.count(some) > 0
                ? Optional.empty()
                : Optional.of(weightless(column, rows)));
  }

  private static Violation weightless(String column, long rows) {
    return new Violation(
        "weight",
        column,
        rows,
        null,
        "weight on %s: none of %d rows has a weight above 0: correct them or remove source.weight"
            .formatted(column, rows));
  }

  /** Returns columns that must have a value; rows without a group would all form one group. */
  private Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(job.source().key());
    if (job.split().inTime() instanceof SplitConfig.Group group) {
      keys.addAll(group.columns());
    }
    return keys;
  }

  private void key(String column) {
    sheet.add(
        "key",
        column,
        sheet.absent(column),
        null,
        0,
        "have no value, but the column is part of "
            + (job.source().key().contains(column) ? "source.key" : "split.group"),
        "correct them or exclude them with source.filter");
  }

  /**
   * Returns whether every row needs an event time. A declared {@code nulls} rule on the column
   * takes precedence: it sets how many rows may lack one.
   */
  private boolean needsTime(String column) {
    boolean declared =
        job.quality().rules().stream()
            .anyMatch(
                rule -> rule instanceof QualityRule.Nulls nulls && nulls.column().equals(column));
    boolean fresh =
        job.quality().rules().stream().anyMatch(QualityRule.Freshness.class::isInstance);
    return !declared && (fresh || job.split().needsEventTime() || job.label().window().isPresent());
  }

  private void time(String column) {
    sheet.add(
        "eventTime",
        column,
        StagedColumns.column(StagedColumns.TIME).isNull(),
        null,
        0,
        "have no event time, which split, label.window or freshness needs",
        "correct them, or declare a nulls rule on the column to keep them out of every part");
  }
}
