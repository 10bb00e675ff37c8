package io.riskmesh.quality;

import static org.apache.spark.sql.functions.when;

import io.riskmesh.quality.QualityReport.Violation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * A rule that each row keeps or breaks.
 *
 * @param broken true for a row that breaks it
 * @param count counts those rows
 * @param shown text of an offending value; empty if none may be shown
 * @param maxShare share of all rows that may break it
 * @param what predicate of the message whose subject is the rows
 * @param wayOut what the user can do
 */
record RowCheck(
    String rule,
    String column,
    Column broken,
    AggregateScan.Handle count,
    Optional<Column> shown,
    double maxShare,
    String what,
    String wayOut)
    implements QualityCheck {

  @Override
  public Optional<Violation> judge(AggregateScan.ScanResult result, long rows) {
    long found = result.count(count);
    if (found == 0 || (double) found / rows <= maxShare) {
      return Optional.empty();
    }
    String message =
        "%s on %s: %s %s; the limit is %s: %s"
            .formatted(rule, column, of(found, rows), what, percent(maxShare), wayOut);
    return Optional.of(new Violation(rule, column, found, null, message));
  }

  @Override
  public Optional<Column> example() {
    return shown.map(text -> when(broken, text));
  }

  /** Formats a count and its share: {@code 3 of 1000 rows (0.3%)}. */
  static String of(long count, long rows) {
    return "%d of %d rows (%s)".formatted(count, rows, percent((double) count / rows));
  }

  static String percent(double share) {
    BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2).round(new MathContext(3));
    return plain(percent) + "%";
  }

  /** Returns the number in plain notation. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
