package io.riskmesh.site;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.site.DriftNight.ColumnShift;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stability index of every column in the newest nights: a heat map whose cells are the numbers.
 *
 * @param nights newest first
 * @param rows the score, then the columns that moved most
 * @param hidden number of columns that are left out
 */
record ShiftMap(List<MapNight> nights, List<MapRow> rows, int hidden) {
  /** Nights that fit on a screen. */
  static final int NIGHTS = 30;

  private static final int ROWS = 60;

  /** The head of a night's cells. */
  record MapNight(String year, String day, String id, String href) {}

  /**
   * A column.
   *
   * @param css class of the row's head
   */
  record MapRow(String name, String css, List<MapCell> cells) {}

  /** A number with its class, from {@code calm} to {@code moved}, and what it says in words. */
  record MapCell(String psi, String css, String note) {}

  /** Arranges the nights of which columns or the score were compared. */
  static ShiftMap of(List<DriftNight> all, ReportLinks links) {
    List<DriftNight> nights =
        all.stream()
            .filter(night -> !night.columns().isEmpty() || night.score() != null)
            .sorted(DriftNight.BY_TIME.reversed())
            .limit(NIGHTS)
            .toList();
    Map<String, ColumnShift[]> columns = new LinkedHashMap<>();
    ColumnShift[] score = new ColumnShift[nights.size()];
    for (int i = 0; i < nights.size(); i++) {
      score[i] = nights.get(i).score();
      for (ColumnShift shift : nights.get(i).columns()) {
        columns.computeIfAbsent(shift.column(), name -> new ColumnShift[nights.size()])[i] = shift;
      }
    }
    List<MapRow> rows = new ArrayList<>();
    if (most(score) >= 0) {
      rows.add(row("score", "", score, nights));
    }
    columns.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, ColumnShift[]>>comparingDouble(c -> -most(c.getValue()))
                .thenComparing(Map.Entry::getKey))
        .limit(ROWS)
        .forEach(column -> rows.add(row(column.getKey(), "code", column.getValue(), nights)));
    return new ShiftMap(
        nights.stream().map(night -> head(night, links)).toList(),
        rows,
        Math.max(0, columns.size() - ROWS));
  }

  /** Returns the largest index of a row, as a share of its limit; -1 if there is none. */
  private static double most(ColumnShift[] shifts) {
    double most = -1;
    for (ColumnShift shift : shifts) {
      most = shift == null ? most : Math.max(most, shift.psi() / shift.limit());
    }
    return most;
  }

  private static MapNight head(DriftNight night, ReportLinks links) {
    String day = night.asOf().toString().substring(0, 10);
    return new MapNight(day.substring(0, 4), day.substring(5), night.id(), links.drift(night.id()));
  }

  private static MapRow row(
      String name, String css, ColumnShift[] shifts, List<DriftNight> nights) {
    List<MapCell> cells = new ArrayList<>();
    for (int i = 0; i < shifts.length; i++) {
      cells.add(cell(shifts[i], "%s, %s".formatted(name, nights.get(i).id())));
    }
    return new MapRow(name, css, cells);
  }

  private static MapCell cell(ColumnShift shift, String what) {
    if (shift == null) {
      return new MapCell("", "none", what + ": not compared");
    }
    double share = shift.psi() / shift.limit();
    String css = shift.exceeds() ? "moved" : share > 1 ? "noisy" : share > 0.5 ? "stirred" : "calm";
    return new MapCell(
        EnglishNumbers.format("%.2f", shift.psi()),
        css,
        "%s: PSI %s, limit %s%s"
            .formatted(
                what,
                EnglishNumbers.metric(shift.psi()),
                EnglishNumbers.tick(shift.limit()),
                shift.exceeds()
                    ? ", moved"
                    : share > 1 ? ", but sampling alone may explain it" : ""));
  }

  boolean cut() {
    return hidden > 0;
  }
}
