package io.riskmesh.monitor;

import io.riskmesh.monitor.Drift.Missing;
import io.riskmesh.monitor.Drift.Shift;
import io.riskmesh.profile.Disclosure;
import io.riskmesh.report.Numbers;
import io.riskmesh.report.RangePlots;

/**
 * A line of the table of columns.
 *
 * @param what why there is no PSI; empty where there is one
 * @param bar inline SVG: PSI over twice its limit
 * @param css class of the status
 */
record ColumnRow(
    String name,
    String type,
    String what,
    String then,
    String now,
    String psi,
    String noise,
    String bar,
    String css,
    String status) {

  static ColumnRow of(Drift.Column column) {
    Shift shift = column.shift();
    Missing missing = column.missing();
    boolean moved = shift != null && shift.exceeds();
    return new ColumnRow(
        column.name(),
        column.type(),
        what(column),
        Numbers.percent(missing.then()),
        Numbers.percent(missing.now()),
        shift == null ? "" : Numbers.metric(shift.psi()),
        shift == null ? "" : Numbers.metric(shift.noise()),
        RangePlots.bar(shift == null ? Double.NaN : shift.psi() / (2 * shift.limit())),
        moved || missing.exceeds() ? "failed" : "passed",
        status(moved, missing.exceeds()));
  }

  private static String status(boolean moved, boolean missing) {
    if (moved) {
      return missing ? "moved, missing" : "moved";
    }
    return missing ? "missing" : "as it was";
  }

  private static String what(Drift.Column column) {
    if (column.shift() != null) {
      return "";
    }
    return column.disclosure() == Disclosure.OPEN ? "missing only" : column.disclosure().key();
  }
}
