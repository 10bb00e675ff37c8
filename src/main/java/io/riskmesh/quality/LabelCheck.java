package io.riskmesh.quality;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.riskmesh.config.LabelConfig;
import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.quality.QualityReport.Violation;
import io.riskmesh.rows.StagedColumns;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Checks that a label has exactly two values and that both occur. The values are looked up only if
 * the check fails, and shown only if they are classes: a column named by mistake may contain names
 * and numbers of persons.
 */
final class LabelCheck implements QualityCheck {
  private static final int MAX_CLASSES = 5;
  private static final int MAX_LENGTH = 20;
  private static final String VALUE = "value";
  private static final String COUNT = "count";

  private final LabelConfig label;
  private final Dataset<Row> values;
  private final boolean hidden;
  private final AggregateScan.Handle positives;
  private final AggregateScan.Handle negatives;
  private final AggregateScan.Handle least;
  private final AggregateScan.Handle greatest;

  /**
   * Creates the check of aggregates that a scan will compute.
   *
   * @param values texts of the rows that have a label
   * @param least smallest hash of a negative label's text
   * @param greatest largest such hash; if it differs, there is a third value
   */
  private LabelCheck(
      LabelConfig label,
      Dataset<Row> values,
      boolean hidden,
      AggregateScan.Handle positives,
      AggregateScan.Handle negatives,
      AggregateScan.Handle least,
      AggregateScan.Handle greatest) {
    this.label = label;
    this.values = values;
    this.hidden = hidden;
    this.positives = positives;
    this.negatives = negatives;
    this.least = least;
    this.greatest = greatest;
  }

  static LabelCheck in(CheckBuilder sheet, Dataset<Row> staged) {
    LabelConfig label = sheet.job().label();
    Column text = sheet.text(label.column());
    Column hash = xxhash64(sheet.plain(label.column()));
    Column negative = StagedColumns.column(StagedColumns.LABEL).equalTo(0f);
    AggregateScan scan = sheet.scan();
    return new LabelCheck(
        label,
        staged.select(text.as(VALUE)).na().drop(),
        sheet.mask().hides(label.column()),
        scan.rowsWhere(StagedColumns.column(StagedColumns.LABEL).equalTo(1f)),
        scan.rowsWhere(negative),
        scan.least(when(negative, hash)),
        scan.greatest(when(negative, hash)));
  }

  /** Returns the aggregate with the number of rows that have the positive value. */
  AggregateScan.Handle positives() {
    return positives;
  }

  /** Runs Spark jobs of its own only to name the label's values in the message of a violation. */
  @Override
  public Optional<Violation> judge(AggregateScan.ScanResult result, long rows) {
    long negative = result.count(negatives);
    long positive = result.count(positives);
    if (positive + negative == 0) {
      return Optional.empty();
    }
    if (positive == 0) {
      return violation(rows, "no row has the positive value%s".formatted(positive()));
    }
    if (negative == 0) {
      return violation(rows, "every row has the positive value%s".formatted(positive()));
    }
    return result.value(least).equals(result.value(greatest))
        ? Optional.empty()
        : violation(negative, "more than two values");
  }

  private String positive() {
    return hidden ? "" : " \"" + label.positive() + "\"";
  }

  private Optional<Violation> violation(long count, String found) {
    String message =
        "label on %s: %s%s; two classes are needed: set label.positive, or exclude other rows with source.filter"
            .formatted(label.column(), found, hidden ? "" : " (seen: " + countSeen() + ")");
    return Optional.of(new Violation("label", label.column(), count, null, message));
  }

  private String countSeen() {
    Dataset<Row> counts = values.groupBy(VALUE).count();
    Row found = counts.agg(count(lit(1)), min(COUNT)).head();
    long distinct = found.getLong(0);
    if (distinct > MAX_CLASSES || found.getLong(1) < PrivacyConfig.SMALL_CELL) {
      return "%,d distinct value%s".formatted(distinct, distinct == 1 ? "" : "s");
    }
    return counts.select(VALUE).as(Encoders.STRING()).sort(VALUE).collectAsList().stream()
        .map(value -> value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) + "..." : value)
        .collect(Collectors.joining(", "));
  }
}
