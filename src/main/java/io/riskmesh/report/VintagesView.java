package io.riskmesh.report;

import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.VintageTable;
import io.riskmesh.evaluate.VintageTable.Vintage;
import io.riskmesh.html.EnglishNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The vintages, and which of them differ by more than chance explains. */
record VintagesView(List<VintageRow> vintages, List<String> sentences) {
  /**
   * A vintage.
   *
   * @param plot inline SVG
   * @param rateCss marks a default rate that chance does not explain
   * @param aucCss marks an AUC that chance does not explain
   */
  record VintageRow(
      String name,
      String part,
      String rows,
      String defaults,
      String rate,
      String interval,
      String pd,
      String plot,
      String auc,
      String aucInterval,
      String rateCss,
      String aucCss) {}

  static VintagesView of(VintageTable table, MeasureView measure) {
    if (table == null || table.vintages().isEmpty()) {
      return new VintagesView(List.of(), List.of());
    }
    List<Vintage> vintages = table.vintages();
    double[] ends =
        vintages.stream()
            .flatMapToDouble(v -> DoubleStream.of(v.low(), v.high(), v.pd()))
            .toArray();
    return new VintagesView(
        IntStream.range(0, vintages.size())
            .mapToObj(i -> row("vintage-" + i, vintages.get(i), ends, table, measure))
            .toList(),
        sentences(table, measure));
  }

  boolean shown() {
    return !vintages.isEmpty();
  }

  private static VintageRow row(
      String id, Vintage vintage, double[] ends, VintageTable table, MeasureView measure) {
    return new VintageRow(
        vintage.name(),
        vintage.part() == SplitPart.TEST ? measure.side() : "out of time",
        EnglishNumbers.count(vintage.rows()),
        EnglishNumbers.count(vintage.defaults()),
        EnglishNumbers.percent(vintage.rate()),
        EnglishNumbers.percent(vintage.low()) + " to " + EnglishNumbers.percent(vintage.high()),
        EnglishNumbers.percent(vintage.pd()),
        RangePlots.rate(id, vintage, ends),
        vintage.auc() == null ? EnglishNumbers.NONE : EnglishNumbers.metric(vintage.auc()),
        vintage.auc() == null
            ? "one class"
            : EnglishNumbers.interval(vintage.aucLow(), vintage.aucHigh()),
        css(table.isUnlikely(vintage.rateChance())),
        css(table.isUnlikely(vintage.aucChance())));
  }

  private static String css(boolean unlikely) {
    return unlikely ? "mark unproven" : "";
  }

  private static List<String> sentences(VintageTable table, MeasureView measure) {
    List<Vintage> all = table.vintages();
    List<String> sentences = new ArrayList<>();
    all.stream()
        .filter(v -> table.isUnlikely(v.rateChance()))
        .map(VintagesView::rate)
        .forEach(sentences::add);
    if (sentences.isEmpty()) {
      sentences.add("No default rate is further from the mean probability than chance explains.");
    }
    List<String> ranked =
        all.stream()
            .filter(v -> table.isUnlikely(v.aucChance()))
            .map(vintage -> ranking(vintage, measure))
            .toList();
    sentences.addAll(ranked);
    if (ranked.isEmpty() && all.stream().anyMatch(v -> v.aucChance() != null)) {
      sentences.add(
          "No AUC is further from that of the other %s than chance explains."
              .formatted(measure.rows()));
    }
    sentences.addAll(notes(table));
    return List.copyOf(sentences);
  }

  private static String rate(Vintage vintage) {
    return "%s defaults than predicted in %s: %s of borrowers, where %s were expected."
        .formatted(
            vintage.rate() > vintage.pd() ? "More" : "Fewer",
            vintage.name(),
            EnglishNumbers.percent(vintage.rate()),
            EnglishNumbers.percent(vintage.pd()));
  }

  private static String ranking(Vintage vintage, MeasureView measure) {
    return "The model ranks %s in %s: AUC %s, on the other %s %s."
        .formatted(
            vintage.auc() < vintage.aucOthers() ? "worse" : "better",
            vintage.name(),
            EnglishNumbers.metric(vintage.auc()),
            measure.rows(),
            EnglishNumbers.metric(vintage.aucOthers()));
  }

  private static List<String> notes(VintageTable table) {
    List<String> notes = new ArrayList<>();
    if (table.rows() < table.ofRows()) {
      notes.add(
          "A sample of %s of %s rows."
              .formatted(EnglishNumbers.count(table.rows()), EnglishNumbers.count(table.ofRows())));
    }
    if (table.untimed() > 0) {
      notes.add(EnglishNumbers.count(table.untimed(), "row") + " without an event time left out.");
    }
    if (table.hidden() > 0) {
      notes.add(
          EnglishNumbers.count(table.hidden(), "row")
              + " in a group too small to be shown left out.");
    }
    return notes;
  }
}
