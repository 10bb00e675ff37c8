package io.riskmesh.monitor;

import io.riskmesh.catalog.Growth.Extent;
import io.riskmesh.monitor.Drift.Performance;
import io.riskmesh.monitor.Drift.Rows;
import io.riskmesh.monitor.Drift.Shift;
import io.riskmesh.report.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the template sees: every number is text already.
 *
 * @param css {@code accepted} or {@code retrain}
 */
record DriftPage(
    String style,
    String job,
    String id,
    String asOf,
    String run,
    String css,
    String word,
    String summary,
    List<String> reasons,
    List<String> notes,
    List<Fact> facts,
    List<ColumnRow> columns,
    List<Figure> figures,
    List<Figure> score) {

  record Fact(String term, String value) {}

  /**
   * Pictures of a distribution.
   *
   * @param chart inline SVG
   */
  record Figure(String name, String caption, String chart) {}

  static DriftPage of(Drift drift, String style) {
    List<Drift.Column> columns = new ArrayList<>(drift.columns());
    columns.sort(Comparator.comparingDouble(DriftPage::psi).reversed());
    return new DriftPage(
        style,
        drift.job(),
        drift.id(),
        Numbers.time(drift.asOf()),
        drift.run() == null ? "none" : drift.run(),
        drift.retrain() ? "retrain" : "accepted",
        drift.retrain() ? "Train again" : "No reason to train again",
        summary(drift),
        drift.reasons().stream().map(Reason::message).toList(),
        drift.notes(),
        facts(drift),
        columns.stream().map(ColumnRow::of).toList(),
        figures(columns),
        drift.score() == null ? List.of() : List.of(score(drift.score())));
  }

  boolean reasoned() {
    return !reasons.isEmpty();
  }

  boolean known() {
    return !facts.isEmpty();
  }

  boolean compared() {
    return !columns.isEmpty();
  }

  boolean pictured() {
    return !figures.isEmpty();
  }

  private static double psi(Drift.Column column) {
    return column.shift() == null ? -1 : column.shift().psi();
  }

  private static String summary(Drift drift) {
    if (drift.retrain()) {
      return Numbers.count(drift.reasons().size(), "reason") + ", the weightiest first.";
    }
    if (drift.rows() == null) {
      return "Nothing is new since run %s.".formatted(drift.run());
    }
    return "%s since run %s, and none of the limits is passed."
        .formatted(Numbers.count(drift.rows().added(), "new row"), drift.run());
  }

  private static List<Fact> facts(Drift drift) {
    List<Fact> facts = new ArrayList<>();
    if (drift.source() != null) {
      facts.add(new Fact("Then", drift.source().then()));
      facts.add(new Fact("Now", drift.source().now()));
      facts.add(new Fact("What was read", read(drift)));
    }
    if (drift.rows() != null) {
      facts.add(new Fact("New rows", rows(drift.rows())));
    }
    if (drift.performance() != null) {
      facts.add(new Fact("AUC now", auc(drift.performance())));
    }
    return facts;
  }

  private static String read(Drift drift) {
    String what =
        switch (drift.source().extent()) {
          case NOTHING -> "no row";
          case ADDED -> "the added rows";
          case ALL -> "all rows";
        };
    return drift.rows() == null && drift.source().extent() != Extent.NOTHING
        ? "no row, since a run would refuse the columns"
        : "%s: %s".formatted(what, drift.source().why());
  }

  private static String rows(Rows rows) {
    return "%s, %s of the %s that the run saw (limit %s)%s"
        .formatted(
            Numbers.count(rows.added()),
            Numbers.percent(rows.share()),
            Numbers.count(rows.then()),
            Numbers.percent(rows.limit()),
            rows.compared() == null ? "; too few to be compared" : "");
  }

  private static String auc(Performance now) {
    return "%s (%s) on %s with a label; the run had %s (%s) on test"
        .formatted(
            Numbers.metric(now.auc()),
            Numbers.interval(now.low(), now.high()),
            Numbers.count(now.rows(), "row"),
            Numbers.metric(now.then()),
            Numbers.interval(now.thenLow(), now.thenHigh()));
  }

  private static List<Figure> figures(List<Drift.Column> columns) {
    List<Figure> figures = new ArrayList<>();
    for (Drift.Column column : columns) {
      if (column.shift() != null) {
        figures.add(figure("c" + figures.size(), column.name(), column.shift()));
      }
    }
    return figures;
  }

  private static Figure score(Shift shift) {
    return figure("score", "Probability of default", shift);
  }

  private static Figure figure(String id, String name, Shift shift) {
    String caption =
        "PSI %s, sampling alone up to %s%s"
            .formatted(
                Numbers.metric(shift.psi()),
                Numbers.metric(shift.noise()),
                shift.exceeds() ? ": moved" : "");
    return new Figure(name, caption, ShareChart.draw(id, name, shift.groups()));
  }
}
