package io.riskmesh.quality;

import static org.apache.spark.sql.functions.not;

import io.riskmesh.config.QualityRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.FloatType;

/** Adds the checks of the rules under {@code quality.rules}. */
final class DeclaredRules {
  private static final String RAISE = "correct them, or raise maxShare of the rule";

  private final CheckBuilder sheet;
  private final Dataset<Row> staged;
  private final Instant asOf;

  DeclaredRules(CheckBuilder sheet, Dataset<Row> staged, Instant asOf) {
    this.sheet = sheet;
    this.staged = staged;
    this.asOf = asOf;
  }

  void add(QualityRule rule) {
    if (rule instanceof QualityRule.Nulls nulls) {
      nulls(nulls);
    } else if (rule instanceof QualityRule.Range range) {
      range(range);
    } else if (rule instanceof QualityRule.Allowed allowed) {
      allowed(allowed);
    } else if (rule instanceof QualityRule.DuplicateKeys duplicates) {
      sheet.add(new DuplicateCheck(staged, duplicates.maxShare()));
    } else if (rule instanceof QualityRule.Freshness freshness) {
      sheet.add(FreshnessCheck.in(sheet, freshness.maxAge(), asOf));
    } else {
      throw new IllegalArgumentException("no check for quality rule " + rule);
    }
  }

  private void nulls(QualityRule.Nulls rule) {
    String column = rule.column();
    Column missing = sheet.missing(column);
    sheet.add(
        new RowCheck(
            "nulls",
            column,
            missing,
            sheet.countMissing(column),
            Optional.empty(),
            rule.maxShare(),
            "have no value",
            RAISE));
  }

  private void range(QualityRule.Range rule) {
    double min = limit(rule.column(), rule.min().orElse(Double.NEGATIVE_INFINITY));
    double max = limit(rule.column(), rule.max().orElse(Double.POSITIVE_INFINITY));
    sheet.add(
        "range",
        rule.column(),
        new NumberTest.OutOfRange(min, max),
        rule.maxShare(),
        "are outside [%s, %s]".formatted(end(rule.min()), end(rule.max())),
        RAISE);
  }

  /** Rounds the limit for a 32-bit column, so that its 0.1 equals 0.1 and does not exceed it. */
  private double limit(String column, double limit) {
    return sheet.type(column) instanceof FloatType ? (float) limit : limit;
  }

  private static String end(OptionalDouble end) {
    return end.isPresent() ? RowCheck.plain(BigDecimal.valueOf(end.getAsDouble())) : "open";
  }

  private void allowed(QualityRule.Allowed rule) {
    sheet.add(
        "allowed",
        rule.column(),
        not(sheet.matches(rule.column(), rule.values())),
        sheet.text(rule.column()),
        rule.maxShare(),
        "have none of the %d allowed values".formatted(rule.values().size()),
        "correct them, add the value to the rule, or raise its maxShare");
  }
}
