package io.riskmesh.monitor;

import io.riskmesh.monitor.Drift.Missing;
import io.riskmesh.monitor.Drift.Performance;
import io.riskmesh.monitor.Drift.Rows;
import io.riskmesh.monitor.Drift.Shift;
import io.riskmesh.report.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What of a comparison is a reason to train again. */
final class Judge {
  private final String run;
  private final List<Reason> reasons = new ArrayList<>();

  private Judge(String run) {
    this.run = run;
  }

  /** The reasons, the weightiest kind first. */
  static List<Reason> judge(Findings found) {
    Judge judge = new Judge(found.run());
    judge.reasons.addAll(found.schema().reasons());
    if (found.performance() != null) {
      judge.performance(found.performance());
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
   * Two 95 % intervals that do not touch: of samples of one population they touch in more than 99
   * of 100 cases, and a nightly question must not be answered wrongly once a month.
   */
  private void performance(Performance now) {
    double least = now.thenLow() == null ? now.then() : now.thenLow();
    if (now.high() != null && now.high() < least) {
      add(
          "auc",
          "score",
          now.auc(),
          least,
          "On %s with a label that it was not trained on the model has an AUC of %s (%s), all of it below the %s (%s) that run %s had on test.",
          Numbers.count(now.rows(), "row"),
          Numbers.metric(now.auc()),
          Numbers.interval(now.low(), now.high()),
          Numbers.metric(now.then()),
          Numbers.interval(now.thenLow(), now.thenHigh()),
          run);
    }
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

  private void shift(Drift.Column column) {
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
            Numbers.metric(shift.psi()),
            Numbers.tick(shift.limit()),
            Numbers.metric(shift.noise()));
  }

  private void missing(Drift.Column column) {
    Missing missing = column.missing();
    if (missing.exceeds()) {
      add(
          "nullShare",
          column.name(),
          missing.change(),
          missing.limit(),
          "Column %s has no value in %s of the rows, and had none in %s: %s points of change where %s are allowed.",
          column.name(),
          Numbers.percent(missing.now()),
          Numbers.percent(missing.then()),
          Numbers.tick(Math.rint(Math.abs(missing.change()) * 1000) / 10),
          Numbers.tick(100 * missing.limit()));
    }
  }

  private void rows(Rows rows) {
    if (rows.share() >= rows.limit()) {
      add(
          "newRows",
          "rows",
          rows.share(),
          rows.limit(),
          "%s came since run %s, %s of the %s that it saw; from %s on they are worth a training.",
          Numbers.count(rows.added(), "row"),
          run,
          Numbers.percent(rows.share()),
          Numbers.count(rows.then()),
          Numbers.percent(rows.limit()));
    }
  }

  private void add(
      String rule, String subject, double value, double limit, String message, Object... values) {
    reasons.add(
        new Reason(rule, subject, value, limit, String.format(Locale.ROOT, message, values)));
  }
}
