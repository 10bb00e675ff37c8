package io.riskmesh.drift;

import io.riskmesh.drift.DriftReport.Shift;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.report.RangePlots;
import java.util.Locale;

/**
 * A row of the column table.
 *
 * @param css CSS class of the status
 */
record DriftColumnRow(
    String name,
    String type,
    MissingCells missing,
    StabilityCells stability,
    String css,
    String status) {

  /** Shares of rows without a value. */
  record MissingCells(String then, String now) {}

  /**
   * The stability index, or why there is none.
   *
   * @param what why there is no PSI; empty if there is one
   * @param bar inline SVG: PSI on a scale that ends at twice its limit
   */
  record StabilityCells(String psi, String what, String noise, String bar) {}

  static DriftColumnRow of(DriftReport.DriftColumn column) {
    Shift shift = column.shift();
    DriftReport.MissingShares missing = column.missing();
    boolean moved = shift != null && shift.exceeds();
    return new DriftColumnRow(
        column.name(),
        column.type(),
        new MissingCells(
            EnglishNumbers.percent(missing.then()), EnglishNumbers.percent(missing.now())),
        new StabilityCells(
            shift == null ? "" : index(shift.psi()),
            what(column),
            shift == null ? "" : index(shift.noise()),
            RangePlots.bar(shift == null ? Double.NaN : shift.psi() / (2 * shift.limit()))),
        moved || missing.exceeds() ? "failed" : "passed",
        status(column, moved));
  }

  private static String status(DriftReport.DriftColumn column, boolean moved) {
    boolean isMissing = column.missing().exceeds();
    if (moved) {
      return isMissing ? "moved, missing" : "moved";
    }
    if (isMissing) {
      return "missing";
    }
    return column.shift() == null ? "missing unchanged" : "unchanged";
  }

  /** Formats a stability index with three decimals; smaller values are insignificant. */
  static String index(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String what(DriftReport.DriftColumn column) {
    if (column.shift() != null) {
      return "";
    }
    return column.disclosure() == DisclosureLevel.OPEN ? "missing only" : column.disclosure().key();
  }
}
