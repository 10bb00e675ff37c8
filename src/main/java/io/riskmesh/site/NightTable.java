package io.riskmesh.site;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.site.DriftNight.ColumnShift;
import io.riskmesh.site.DriftNight.NightLevel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All comparisons, newest first. */
record NightTable(List<NightRow> rows) {

  /**
   * A comparison.
   *
   * @param href address of its report
   * @param reasons why to retrain; empty if there is no reason
   */
  record NightRow(
      String id,
      String href,
      String asOf,
      String run,
      String css,
      String result,
      String score,
      String most,
      String column,
      String level,
      List<String> reasons) {}

  static NightTable of(List<DriftNight> nights, ReportLinks links) {
    return new NightTable(
        nights.stream()
            .sorted(DriftNight.BY_TIME.reversed())
            .map(night -> row(night, links))
            .toList());
  }

  private static NightRow row(DriftNight night, ReportLinks links) {
    Optional<ColumnShift> most = night.findMostMoved();
    return new NightRow(
        night.id(),
        links.drift(night.id()),
        EnglishNumbers.time(night.asOf().toString()),
        night.run() == null ? "none" : night.run(),
        night.retrain() ? "mark unproven" : "mark passed",
        night.retrain() ? "retrain" : "no reason",
        Optional.ofNullable(night.score()).map(NightTable::psi).orElse(""),
        most.map(NightTable::psi).orElse(""),
        most.map(ColumnShift::column).orElse(""),
        Optional.ofNullable(night.level()).map(NightTable::level).orElse(""),
        night.reasons());
  }

  private static String psi(ColumnShift shift) {
    return String.format(Locale.ROOT, "%.2f", shift.psi());
  }

  private static String level(NightLevel level) {
    return "%s, expected %s"
        .formatted(EnglishNumbers.percent(level.rate()), EnglishNumbers.percent(level.pd()));
  }
}
