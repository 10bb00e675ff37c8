package io.riskmesh.cli;

import io.riskmesh.drift.DriftLevel;
import io.riskmesh.drift.DriftReport;
import io.riskmesh.drift.DriftReport.Performance;
import io.riskmesh.drift.DriftReport.Shift;
import io.riskmesh.drift.LevelWords;
import io.riskmesh.profile.SampleRows;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Prints the result of a drift comparison on standard output. */
final class DriftSummary {
  private static final int MAX_COLUMNS = 10;

  private final PrintWriter out;

  DriftSummary(PrintWriter out) {
    this.out = out;
  }

  void print(DriftReport drift, String page) {
    if (!drift.columns().isEmpty()) {
      columns(drift);
    }
    if (drift.source() != null && drift.source().scores() != null) {
      scored(drift);
    } else if (drift.rows() != null) {
      rows(drift.rows());
    }
    if (drift.performance() != null) {
      performance(drift.performance());
    }
    if (drift.level() != null) {
      level(drift.level());
    }
    drift.notes().forEach(note -> out.printf("%-8s %s%n", "note", note));
    drift.reasons().forEach(reason -> out.printf("%-8s %s%n", "reason", reason.message()));
    out.printf(
        "%-8s %s  %s%s%n",
        "drift",
        drift.id(),
        drift.retrain() ? "RETRAIN" : "no reason to retrain",
        drift.run() == null ? "" : ", against run " + drift.run());
    out.printf("%-8s %s%n", "page", RunSummary.local(page));
    out.flush();
  }

  /** Prints the columns that moved most, and the score. */
  private void columns(DriftReport drift) {
    out.printf("%-32s %8s %8s %9s %9s%n", "column", "psi", "noise", "missing", "then");
    List<DriftReport.DriftColumn> moved =
        drift.columns().stream()
            .sorted(Comparator.comparingDouble(DriftSummary::psi).reversed())
            .toList();
    moved.stream().limit(MAX_COLUMNS).forEach(this::column);
    if (moved.size() > MAX_COLUMNS) {
      out.printf("... and %d more%n", moved.size() - MAX_COLUMNS);
    }
    if (drift.score() != null) {
      out.printf("%-32s %s%n", "(score)", shift(drift.score()));
    }
    out.println();
  }

  private static double psi(DriftReport.DriftColumn column) {
    return column.shift() == null ? -1 : column.shift().psi();
  }

  private void column(DriftReport.DriftColumn column) {
    out.printf(
        Locale.ROOT,
        "%-32s %s %8.1f%% %8.1f%%%n",
        SampleRows.printable(column.name()),
        column.shift() == null ? "%8s %8s".formatted("-", "-") : shift(column.shift()),
        100 * column.missing().now(),
        100 * column.missing().then());
  }

  private static String shift(Shift shift) {
    return String.format(Locale.ROOT, "%8.3f %8.3f", shift.psi(), shift.noise());
  }

  private void rows(DriftReport.RowCounts rows) {
    out.printf(
        Locale.ROOT,
        "%-8s %,d new, %.1f%% of the %,d that the run saw%s%n",
        "rows",
        rows.added(),
        100 * rows.share(),
        rows.then(),
        rows.compared() == null ? "; too few to compare" : "");
  }

  private void level(DriftLevel level) {
    if (level.observed() != null) {
      out.printf("%-8s %s%n", "level", LevelWords.observed(level.observed()));
    }
    if (level.expected() != null) {
      out.printf("%-8s %s%n", "estimate", LevelWords.expected(level.expected()));
    }
  }

  private void scored(DriftReport drift) {
    Long compared = drift.rows().compared();
    out.printf(
        Locale.ROOT,
        "%-8s %s%n",
        "rows",
        compared == null
            ? "too few to compare in " + drift.source().now()
            : "%,d of %s".formatted(compared, drift.source().now()));
  }

  private void performance(Performance now) {
    out.printf(
        Locale.ROOT,
        "%-8s %.3f on %,d labelled rows, %.3f on the run's test rows%n",
        "auc",
        now.auc(),
        now.rows(),
        now.then());
  }
}
