package io.riskmesh.quality;

import io.riskmesh.quality.QualityReport.Violation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * A rule that each row keeps or breaks.
 *
 * @param broken counts the rows that break it
 * @param example a value of such a row; null where none may be shown
 * @param maxShare share of all rows that may break it
 * @param what predicate of the sentence whose subject is the rows
 * @param wayOut what a person can do
 */
record RowCheck(
    String rule,
    String column,
    Scan.Handle broken,
    Scan.Handle example,
    double maxShare,
    String what,
    String wayOut)
    implements Check {

  @Override
  public Optional<Violation> verdict(Scan.Result result, long rows) {
    long count = result.count(broken);
    if (count == 0 || (double) count / rows <= maxShare) {
      return Optional.empty();
    }
    String value = example == null ? null : result.text(example);
    String shown = value == null ? null : Mask.of(value);
    return Optional.of(new Violation(rule, column, count, shown, message(count, rows, shown)));
  }

  private String message(long count, long rows, String shown) {
    return "%s on %s: %s %s%s; at most %s may: %s"
        .formatted(
            rule,
            column,
            of(count, rows),
            what,
            shown == null ? "" : ", such as " + shown,
            percent(maxShare),
            wayOut);
  }

  /** {@code 3 of 1000 rows (0.3 %)}. */
  static String of(long count, long rows) {
    return "%d of %d rows (%s)".formatted(count, rows, percent((double) count / rows));
  }

  static String percent(double share) {
    BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2).round(new MathContext(3));
    return plain(percent) + " %";
  }

  /** The number as people write it. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
