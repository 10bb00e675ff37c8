package io.riskmesh.drift;

import io.riskmesh.drift.DriftLevel.ObservedLevel;
import io.riskmesh.drift.DriftReport.Performance;
import io.riskmesh.drift.DriftReport.Shift;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.html.EnglishNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decides which findings of a comparison are reasons to retrain. */
final class DriftRules {
  private final String run;
  private final List<RetrainReason> reasons = new ArrayList<>();

  private DriftRules(String run) {
    this.run = run;
  }

  /** Returns the reasons, the most serious kind first. */
  static List<RetrainReason> judge(DriftFindings found) {
    DriftRules judge = new DriftRules(found.run());
    judge.reasons.addAll(found.schema().reasons());
    if (found.performance() != null) {
      judge.performance(found.performance());
    }
    if (found.level() != null && found.level().observed() != null) {
      judge.level(found.level().observed());
    }
    if (found.score() != null) {
      judge.score(found.score());
    }
    found.columns().forEach(judge::shift);
    found.columns().forEach(judge::missing);
    if (found.rows() != null) {
      judge.rows(found.rows());
    }
    return List.copyOf(judge.reasons);
  }

  /**
   * Adds a reason if two 95 % intervals do not overlap. For samples of one population they overlap
   * in more than 99 of 100 cases; a nightly check must not give a false alarm once a month.
   */
  private void performance(Performance now) {
    double least = now.thenLow() == null ? now.then() : now.thenLow();
    if (now.high() != null && now.high() < least) {
      add(
          "auc",
          "score",
          now.auc(),
          least,
          "On %s with a label the model has an AUC of %s (%s), all of it below the %s (%s) of run %s on test.",
          EnglishNumbers.count(now.rows(), "row"),
          EnglishNumbers.metric(now.auc()),
          EnglishNumbers.interval(now.low(), now.high()),
          EnglishNumbers.metric(now.then()),
          EnglishNumbers.interval(now.thenLow(), now.thenHigh()),
          run);
    }
  }

  /** Adds a reason if the level of all rows is beyond the limit, else one for each such grade. */
  private void level(ObservedLevel level) {
    if (level.exceeds()) {
      level(level.now(), level.limit(), "score", "");
      return;
    }
    level.grades().stream()
        .filter(grade -> level.beyond().contains(grade.name()))
        .forEach(grade -> level(grade, level.limit(), grade.name(), " in grade " + grade.name()));
  }

  private void level(RiskGrade found, double limit, String subject, String where) {
    boolean isHigher = found.rate() > found.pd();
    add(
        "level",
        subject,
        found.rate() / found.pd() - 1,
        limit,
        "The default rate is %s than the calibrated probability says: of %s with a label%s %s defaulted (%s), and %s was expected; the whole interval is more than %s away, and chance alone explains it in fewer than 1 of 1,000 cases.",
        isHigher ? "higher" : "lower",
        EnglishNumbers.count(found.rows(), "row"),
        where,
        EnglishNumbers.percent(found.rate()),
        LevelWords.interval(found),
        EnglishNumbers.percent(found.pd()),
        EnglishNumbers.wholePercent(limit));
  }

  private void score(Shift score) {
    if (score.exceeds()) {
      add(
          "scorePsi",
          "score",
          score.psi(),
          score.limit(),
          "The model's score has moved: %s.",
          psi(score));
    }
  }

  private void shift(DriftReport.DriftColumn column) {
    Shift shift = column.shift();
    if (shift != null && shift.exceeds()) {
      add(
          "psi",
          column.name(),
          shift.psi(),
          shift.limit(),
          "Column %s has moved: %s.",
          column.name(),
          psi(shift));
    }
  }

  private static String psi(Shift shift) {
    return "PSI %s, above the limit %s and above the %s that sampling alone would explain"
        .formatted(
            DriftColumnRow.index(shift.psi()),
            EnglishNumbers.tick(shift.limit()),
            DriftColumnRow.index(shift.noise()));
  }

  private void missing(DriftReport.DriftColumn column) {
    DriftReport.MissingShares missing = column.missing();
    if (missing.exceeds()) {
      add(
          "nullShare",
          column.name(),
          missing.change(),
          missing.limit(),
          "Column %s has no value in %s of the rows, and had none in %s of those that the run saw: it changed by %s points (limit %s).",
          column.name(),
          EnglishNumbers.percent(missing.now()),
          EnglishNumbers.percent(missing.then()),
          EnglishNumbers.tick(Math.rint(Math.abs(missing.change()) * 1000) / 10),
          EnglishNumbers.tick(100 * missing.limit()));
    }
  }

  private void rows(DriftReport.RowCounts rows) {
    if (rows.share() >= rows.limit()) {
      add(
          "newRows",
          "rows",
          rows.share(),
          rows.limit(),
          "%s added since run %s, %s of the %s that it saw; retraining is advised from %s.",
          EnglishNumbers.count(rows.added(), "row"),
          run,
          EnglishNumbers.percent(rows.share()),
          EnglishNumbers.count(rows.then()),
          EnglishNumbers.wholePercent(rows.limit()));
    }
  }

  private void add(
      String rule, String subject, double value, double limit, String message, Object... values) {
    reasons.add(
        new RetrainReason(
            rule, subject, value, limit, String.format(Locale.ROOT, message, values)));
  }
}
