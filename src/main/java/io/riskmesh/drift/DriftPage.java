package io.riskmesh.drift;

import io.riskmesh.catalog.SourceChange.Extent;
import io.riskmesh.drift.DriftReport.Performance;
import io.riskmesh.drift.DriftReport.Shift;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.profile.ColumnNumbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;

/** The template's model, in which every number is already formatted as text. */
record DriftPage(
    String style,
    DriftHead head,
    DriftVerdict verdict,
    List<String> notes,
    List<DriftFact> facts,
    List<DriftColumnRow> columns,
    List<DriftFigure> figures,
    List<DriftFigure> score,
    LevelView level) {

  /**
   * What the page says about the comparison before all sections.
   *
   * @param run the run in production
   */
  record DriftHead(String job, String id, String asOf, String run) {}

  /**
   * Whether to retrain.
   *
   * @param css {@code accepted} or {@code retrain}
   */
  record DriftVerdict(String css, String word, String summary, List<String> reasons) {

    boolean reasoned() {
      return !reasons.isEmpty();
    }
  }

  record DriftFact(String term, String value) {}

  /**
   * The chart of a distribution.
   *
   * @param chart inline SVG
   */
  record DriftFigure(String name, String caption, String chart) {}

  static DriftPage of(DriftReport drift, String style) {
    List<DriftReport.DriftColumn> columns = new ArrayList<>(drift.columns());
    columns.sort(Comparator.comparingDouble(DriftPage::psi).reversed());
    return new DriftPage(
        style,
        new DriftHead(
            drift.job(),
            drift.id(),
            EnglishNumbers.time(drift.asOf()),
            drift.run() == null ? "none" : drift.run()),
        verdict(drift),
        drift.notes(),
        facts(drift),
        columns.stream().map(DriftColumnRow::of).toList(),
        figures(columns),
        drift.score() == null ? List.of() : List.of(score(drift.score())),
        LevelView.of(drift.level()));
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

  private static double psi(DriftReport.DriftColumn column) {
    return column.shift() == null ? -1 : column.shift().psi();
  }

  private static DriftVerdict verdict(DriftReport drift) {
    return new DriftVerdict(
        drift.retrain() ? "retrain" : "accepted",
        drift.retrain() ? "Retrain" : "No reason to retrain",
        summary(drift),
        drift.reasons().stream().map(RetrainReason::message).toList());
  }

  private static String summary(DriftReport drift) {
    if (drift.retrain()) {
      return EnglishNumbers.count(drift.reasons().size(), "reason") + ", the most serious first.";
    }
    if (isScored(drift)) {
      return "%s, and no limit is exceeded.".formatted(scored(drift.rows()));
    }
    if (drift.rows() == null) {
      return "No new rows since run %s.".formatted(drift.run());
    }
    return "%s since run %s, and no limit is exceeded."
        .formatted(EnglishNumbers.count(drift.rows().added(), "new row"), drift.run());
  }

  private static List<DriftFact> facts(DriftReport drift) {
    List<DriftFact> facts = new ArrayList<>();
    if (drift.source() != null) {
      facts.add(new DriftFact("Then", drift.source().then()));
      facts.add(new DriftFact("Now", drift.source().now()));
      facts.add(new DriftFact("What was read", read(drift)));
    }
    if (isScored(drift)) {
      facts.add(new DriftFact("Scored rows", scored(drift.rows())));
    } else if (drift.rows() != null) {
      facts.add(new DriftFact("New rows", rows(drift.rows())));
    }
    if (drift.performance() != null) {
      facts.add(new DriftFact("AUC now", auc(drift.performance())));
    }
    return facts;
  }

  private static boolean isScored(DriftReport drift) {
    return drift.source() != null && drift.source().scores() != null;
  }

  private static String scored(DriftReport.RowCounts rows) {
    return rows.compared() == null
        ? "Too few scored rows to compare"
        : EnglishNumbers.count(rows.compared(), "scored row");
  }

  private static String read(DriftReport drift) {
    String what =
        switch (drift.source().extent()) {
          case NOTHING -> "no rows";
          case ADDED -> "the added rows";
          case ALL -> "all rows";
        };
    return drift.rows() == null && drift.source().extent() != Extent.NOTHING
        ? "no rows, because a run would refuse the columns"
        : "%s: %s".formatted(what, drift.source().why());
  }

  private static String rows(DriftReport.RowCounts rows) {
    return "%s, %s of the %s that the run saw (limit %s)%s"
        .formatted(
            EnglishNumbers.count(rows.added()),
            EnglishNumbers.percent(rows.share()),
            EnglishNumbers.count(rows.then()),
            EnglishNumbers.wholePercent(rows.limit()),
            rows.compared() == null ? "; too few to compare" : "");
  }

  private static String auc(Performance now) {
    return "%s (%s) on %s with a label; the run had %s (%s) on test"
        .formatted(
            EnglishNumbers.metric(now.auc()),
            EnglishNumbers.interval(now.low(), now.high()),
            EnglishNumbers.count(now.rows(), "row"),
            EnglishNumbers.metric(now.then()),
            EnglishNumbers.interval(now.thenLow(), now.thenHigh()));
  }

  private static List<DriftFigure> figures(List<DriftReport.DriftColumn> columns) {
    List<DriftFigure> figures = new ArrayList<>();
    for (DriftReport.DriftColumn column : columns) {
      if (column.shift() != null) {
        String id = "c" + figures.size();
        figures.add(figure(id, column.name(), column.shift(), ColumnNumbers::number));
      }
    }
    return figures;
  }

  private static DriftFigure score(Shift shift) {
    return figure("score", "Probability of default", shift, EnglishNumbers::metric);
  }

  private static DriftFigure figure(
      String id, String name, Shift shift, DoubleFunction<String> words) {
    String caption =
        "PSI %s, sampling alone up to %s%s"
            .formatted(
                DriftColumnRow.index(shift.psi()),
                DriftColumnRow.index(shift.noise()),
                shift.exceeds() ? ": moved" : "");
    return new DriftFigure(name, caption, ShareChart.draw(id, name, shift.groups(), words));
  }
}
