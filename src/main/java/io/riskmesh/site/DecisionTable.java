package io.riskmesh.site;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.runs.PromotionRecord;
import io.riskmesh.runs.RunHead;
import io.riskmesh.runs.SignOffRecord;
import io.riskmesh.runs.SignOffRecord.SignOffDecision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What people decided, newest first. Who they are stands in the records alone: these pages may have
 * other readers.
 *
 * @param rest what is left out; empty if nothing is
 */
record DecisionTable(List<DecisionRow> rows, String rest) {

  /**
   * A decision.
   *
   * @param href address of the run's report
   * @param more the run that it replaced, or the role that signed
   * @param note as that person gave it
   */
  record DecisionRow(
      String at, String css, String what, String run, String href, String more, String note) {}

  private record TimedRow(String at, DecisionRow row) {}

  /**
   * Arranges the newest decisions.
   *
   * @param most number of rows
   */
  static DecisionTable of(JobHistory history, ReportLinks links, int most) {
    List<TimedRow> rows = new ArrayList<>();
    history.promotions().forEach(move -> rows.add(row(move, history, links)));
    history.signOffs().forEach(sign -> rows.add(row(sign, links)));
    rows.sort(
        Comparator.comparing(TimedRow::at)
            .reversed()
            .thenComparing(timed -> timed.row().what())
            .thenComparing(timed -> timed.row().more()));
    int left = Math.max(0, rows.size() - most);
    return new DecisionTable(
        rows.stream().limit(most).map(TimedRow::row).toList(),
        left == 0 ? "" : EnglishNumbers.count(left, "older decision"));
  }

  private static TimedRow row(PromotionRecord move, JobHistory history, ReportLinks links) {
    boolean isBack = isBack(history.findRun(move.from()), history.findRun(move.to()));
    return new TimedRow(
        move.at(),
        new DecisionRow(
            EnglishNumbers.time(move.at()),
            isBack ? "mark unproven" : "mark passed",
            isBack ? "rolled back to" : "promoted",
            move.to(),
            links.run(move.to()),
            move.from() == null ? "" : "from " + move.from(),
            move.reason()));
  }

  private static boolean isBack(Optional<RunHead> from, Optional<RunHead> to) {
    return from.isPresent() && to.isPresent() && to.get().time().isBefore(from.get().time());
  }

  private static TimedRow row(SignOffRecord sign, ReportLinks links) {
    boolean isApproved = sign.decision() == SignOffDecision.APPROVED;
    return new TimedRow(
        sign.at(),
        new DecisionRow(
            EnglishNumbers.time(sign.at()),
            isApproved ? "mark passed" : "mark failed",
            sign.decision().word(),
            sign.runId(),
            links.run(sign.runId()),
            "as " + sign.role(),
            sign.note()));
  }

  boolean more() {
    return !rest.isEmpty();
  }
}
