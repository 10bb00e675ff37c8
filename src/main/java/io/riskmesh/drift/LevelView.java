package io.riskmesh.drift;

import io.riskmesh.drift.DriftLevel.ObservedLevel;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.html.EnglishNumbers;
import java.util.ArrayList;
import java.util.List;

/** What the page says about the level of the calibrated probability. */
record LevelView(List<String> sentences, List<LevelRow> rows) {

  /**
   * A row of the table: a grade, or all rows.
   *
   * @param css CSS class of the result
   */
  record LevelRow(
      String name,
      String rows,
      String pd,
      String rate,
      String interval,
      String css,
      String result) {}

  /** Returns the section; without a level it is empty. */
  static LevelView of(DriftLevel level) {
    List<String> sentences = new ArrayList<>();
    List<LevelRow> rows = new ArrayList<>();
    if (level != null && level.observed() != null) {
      ObservedLevel observed = level.observed();
      sentences.add(LevelWords.observed(observed));
      if (observed.hidden() > 0) {
        sentences.add(
            "Not shown, so that no group of fewer than ten rows is: %s."
                .formatted(EnglishNumbers.count(observed.hidden(), "grade")));
      }
      observed
          .grades()
          .forEach(grade -> rows.add(row(grade, observed.beyond().contains(grade.name()))));
      rows.add(row(observed.now(), observed.exceeds()));
    }
    if (level != null && level.expected() != null) {
      sentences.add(LevelWords.expected(level.expected()));
    }
    return new LevelView(List.copyOf(sentences), List.copyOf(rows));
  }

  boolean shown() {
    return !sentences.isEmpty();
  }

  boolean observed() {
    return !rows.isEmpty();
  }

  private static LevelRow row(RiskGrade grade, boolean isBeyond) {
    if (grade.pd() == null) {
      return new LevelRow(grade.name(), "0", "", "", "", "", "no rows");
    }
    return new LevelRow(
        grade.name(),
        EnglishNumbers.count(grade.rows()),
        EnglishNumbers.percent(grade.pd()),
        EnglishNumbers.percent(grade.rate()),
        LevelWords.interval(grade),
        isBeyond ? "mark failed" : "mark passed",
        isBeyond ? "beyond the limit" : "within");
  }
}
