package io.riskmesh.report;

import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.LongRunShift;
import io.riskmesh.evaluate.GradeTable;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.html.EnglishNumbers;
import java.util.List;
import java.util.stream.Stream;

/** The grades of the calibrated probability, and what the tests on them say. */
record GradesView(List<GradeRow> grades, List<String> sentences) {
  /** A chance below which so many defaults are not put down to chance. */
  private static final double UNLIKELY = 0.05;

  /** Expected defaults below which the test over all grades is only rough. */
  private static final double FEW = 5;

  /**
   * A grade.
   *
   * @param css marks a grade with more defaults than chance explains
   */
  record GradeRow(
      String name,
      String below,
      String rows,
      String share,
      String pd,
      String defaults,
      String rate,
      String interval,
      String chance,
      String css) {}

  static GradesView of(Evaluation evaluation) {
    GradeTable table = evaluation.grades();
    LongRunShift anchor = evaluation.recalibration().anchor();
    return new GradesView(
        table == null ? List.of() : table.grades().stream().map(GradesView::row).toList(),
        Stream.concat(
                anchor == null ? Stream.of() : Stream.of(sentence(anchor)),
                table == null ? Stream.of() : sentences(table))
            .toList());
  }

  boolean graded() {
    return !grades.isEmpty();
  }

  boolean shown() {
    return !grades.isEmpty() || !sentences.isEmpty();
  }

  private static GradeRow row(RiskGrade grade) {
    boolean unlikely = grade.pValue() != null && grade.pValue() < UNLIKELY;
    return new GradeRow(
        grade.name(),
        grade.below() == null ? "" : EnglishNumbers.percent(grade.below()),
        EnglishNumbers.count(grade.rows()),
        EnglishNumbers.percent(grade.share()),
        percent(grade.pd()),
        EnglishNumbers.count(grade.defaults()),
        percent(grade.rate()),
        grade.low() == null ? "no rows" : percent(grade.low()) + " to " + percent(grade.high()),
        grade.pValue() == null ? EnglishNumbers.NONE : EnglishNumbers.metric(grade.pValue()),
        unlikely ? "mark unproven" : "");
  }

  private static String percent(Double share) {
    return share == null ? EnglishNumbers.NONE : EnglishNumbers.percent(share);
  }

  private static String sentence(LongRunShift anchor) {
    return "The calibrated probability is anchored to a long-run default rate of %s: its mean on validation, where %s defaulted. Observed rates of this table are expected to differ by as much."
        .formatted(
            EnglishNumbers.percent(anchor.longRunRate()),
            EnglishNumbers.percent(anchor.observed()));
  }

  private static Stream<String> sentences(GradeTable table) {
    String hosmer =
        "Over all grades (Hosmer and Lemeshow): chi-square %s with %s, chance %s%s"
            .formatted(
                EnglishNumbers.metric(table.statistic()),
                EnglishNumbers.count(table.degrees(), "degree") + " of freedom",
                EnglishNumbers.metric(table.pValue()),
                table.leastExpected() < FEW
                    ? ", only roughly: a grade expects %s defaults."
                        .formatted(EnglishNumbers.tick(Math.rint(table.leastExpected() * 10) / 10))
                    : ".");
    String order =
        table.inversions().isEmpty()
            ? "Observed rates rise from grade to grade."
            : "Observed rates do not rise everywhere: lower than in the grade before in %s."
                .formatted(String.join(", ", table.inversions()));
    String concentration =
        "Concentration (Herfindahl index): %s; equal grades would have %s."
            .formatted(
                EnglishNumbers.metric(table.concentration()),
                EnglishNumbers.metric(1.0 / table.grades().size()));
    return Stream.of(hosmer, order, concentration);
  }
}
