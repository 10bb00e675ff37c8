package io.riskmesh.cli;

import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.profile.ColumnProfile;
import io.riskmesh.profile.SampleRows;
import io.riskmesh.profile.SourceProfile;
import io.riskmesh.profile.SourceProfiling;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints the result of a profile on standard output. */
final class ProfileSummary {
  private static final int MAX_COLUMNS = 40;
  private static final String LINE = "%-32s %-10s %8s %10s %12s %8s%n";

  private final PrintWriter out;

  ProfileSummary(PrintWriter out) {
    this.out = out;
  }

  /** Prints the requested sample rows, one line per column. */
  void rows(SourceProfiling.ProfiledSource found) {
    List<ColumnProfile> columns = found.profile().columns();
    for (int i = 0; i < found.rows().size(); i++) {
      out.printf("row %d%n", i + 1);
      for (ColumnProfile column : columns) {
        String value = found.rows().get(i).get(columns.indexOf(column));
        out.printf("  %-32s %s%n", SampleRows.printable(column.name()), value);
      }
    }
    if (!found.rows().isEmpty()) {
      out.println();
    }
  }

  /** Prints the columns, most informative about the label first. */
  void columns(SourceProfile profile) {
    out.printf(LINE, "column", "kind", "missing", "distinct", "information", "chance");
    profile.columns().stream()
        .sorted(ColumnProfile.mostTelling())
        .limit(MAX_COLUMNS)
        .forEach(this::column);
    int more = profile.columns().size() - MAX_COLUMNS;
    if (more > 0) {
      out.printf("... and %d more%n", more);
    }
    out.printf(
        Locale.ROOT,
        "%n%-8s %,d%s, default rate %s, read %d times%n",
        "rows",
        profile.rows(),
        profile.sampledFrom() == null ? "" : " of %,d".formatted(profile.sampledFrom()),
        profile.label().rate() == null
            ? "unknown"
            : String.format(Locale.ROOT, "%.1f%%", 100 * profile.label().rate()),
        profile.passes());
  }

  private void column(ColumnProfile column) {
    boolean isOpen = column.disclosure() == DisclosureLevel.OPEN;
    out.printf(
        LINE,
        SampleRows.printable(column.name()),
        isOpen ? column.kind().key() : column.disclosure().key(),
        String.format(Locale.ROOT, "%.1f%%", 100 * column.nullShare()),
        distinct(column),
        number(column.informationValue()),
        number(column.informationNoise()));
  }

  private static String distinct(ColumnProfile column) {
    return column.distinct() == null
        ? "-"
        : (column.distinctIsExact() ? "" : "~")
            + String.format(Locale.ROOT, "%,d", column.distinct());
  }

  private static String number(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }

  /** Prints where a file is, as a path that can be opened if it is local. */
  void file(String what, String uri) {
    out.printf("%-8s %s%n", what, RunSummary.local(uri));
    out.flush();
  }
}
