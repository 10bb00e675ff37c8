package io.riskmesh.quality;

import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;

import io.riskmesh.catalog.Roles;
import io.riskmesh.catalog.Staged;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.QualityRule;
import io.riskmesh.config.SplitConfig;
import io.riskmesh.quality.QualityReport.Violation;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;

/** What every job asks of its rows without having to say so. */
final class ImpliedRules {
  private final Sheet sheet;
  private final JobConfig job;

  private ImpliedRules(Sheet sheet) {
    this.sheet = sheet;
    this.job = sheet.job();
  }

  static void addTo(Sheet sheet) {
    ImpliedRules rules = new ImpliedRules(sheet);
    rules.minRows();
    rules.label();
    Roles.of(sheet.job()).used().forEach(rules::readable);
    rules.wellFormed();
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
        "minRows: %d rows, but quality.minRows asks for %d: bring more rows or widen source.filter"
            .formatted(rows, least));
  }

  private void label() {
    String column = job.label().column();
    sheet.add(
        "label",
        column,
        Staged.column(Staged.LABEL).isNull(),
        null,
        0,
        "have no label",
        "leave rows without an outcome out with source.filter");
  }

  private void readable(String column) {
    if (sheet.has(Staged.text(column))) {
      Column text = Staged.column(Staged.text(column));
      Column blank = trim(text).equalTo("");
      sheet.add(
          "readable",
          column,
          sheet.value(column).isNull().and(text.isNotNull()).and(blank.unary_$bang()),
          text,
          0,
          "hold text that cannot be read as %s".formatted(sheet.type(column).typeName()),
          "correct them, or name what stands for missing in source.options.nullValue");
    }
  }

  private void wellFormed() {
    if (sheet.has(Staged.MALFORMED)) {
      sheet.add(
          "readable",
          "the record",
          Staged.column(Staged.MALFORMED),
          null,
          0,
          "do not have the file's shape",
          "correct the file or source.options (sep, quote, escape)");
    }
  }

  private void weight(String column) {
    Column weight = Staged.column(Staged.WEIGHT);
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
        "correct them or leave them out with source.filter");
    Scan.Handle some = sheet.scan().rowsWhere(weight.gt(lit(0f)));
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

  /** Rows without a group would all be one group. */
  private Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(job.source().key());
    if (job.split() instanceof SplitConfig.Group group) {
      keys.addAll(group.columns());
    }
    return keys;
  }

  private void key(String column) {
    sheet.add(
        "key",
        column,
        sheet.missing(column),
        null,
        0,
        "have no value, but it is part of source.key or split.columns",
        "correct them or leave them out with source.filter");
  }

  /** A declared null rule on the event time says how many may lack it, and takes the place. */
  private boolean needsTime(String column) {
    boolean declared =
        job.quality().rules().stream()
            .anyMatch(
                rule -> rule instanceof QualityRule.Nulls nulls && nulls.column().equals(column));
    boolean fresh =
        job.quality().rules().stream().anyMatch(QualityRule.Freshness.class::isInstance);
    return !declared && (fresh || job.split().strategy().equals("time"));
  }

  private void time(String column) {
    sheet.add(
        "eventTime",
        column,
        Staged.column(Staged.TIME).isNull(),
        null,
        0,
        "have no event time, which split or freshness reads",
        "correct them, or declare a nulls rule on the column to leave them in no part");
  }
}
