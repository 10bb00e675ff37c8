package io.riskmesh.site;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.runs.RunHead;
import java.util.ArrayList;
import java.util.List;

/**
 * How the job stands now.
 *
 * @param css class of the whole
 * @param word the run in production, or that there is none
 */
record StateView(String css, String word, String href, String said, List<StateCard> cards) {

  /** A figure with what it means. */
  record StateCard(String name, String big, String meaning) {}

  static StateView of(JobHistory history, ReportLinks links) {
    List<StateCard> cards = new ArrayList<>();
    cards.add(runs(history.runs()));
    if (!history.nights().isEmpty()) {
      cards.add(nights(history.nights()));
    }
    int decisions = history.promotions().size() + history.signOffs().size();
    cards.add(
        new StateCard(
            "Decisions",
            EnglishNumbers.count(decisions),
            "%s, %s"
                .formatted(
                    EnglishNumbers.count(history.promotions().size(), "promotion"),
                    EnglishNumbers.count(history.signOffs().size(), "sign-off"))));
    if (!history.ended().isEmpty()) {
      cards.add(
          new StateCard(
              "Ended without a run",
              EnglishNumbers.count(history.ended().size()),
              "commands of which only the outcome is left"));
    }
    return history
        .findProduction()
        .map(
            run ->
                new StateView(
                    "accepted", run.runId(), links.run(run.runId()), production(run), cards))
        .orElseGet(
            () ->
                new StateView(
                    "ungated",
                    history.latest() == null ? "No run in production" : history.latest(),
                    "",
                    history.latest() == null
                        ? "No run was accepted yet."
                        : "In production, but its manifest cannot be read.",
                    cards));
  }

  private static String production(RunHead run) {
    return "In production: %s, as of %s."
        .formatted(run.verdictInWords(), EnglishNumbers.time(run.asOf()));
  }

  private static StateCard runs(List<RunHead> runs) {
    long accepted = runs.stream().filter(RunHead::isAccepted).count();
    return new StateCard(
        "Published runs",
        EnglishNumbers.count(runs.size()),
        "%s accepted, %s refused"
            .formatted(
                EnglishNumbers.count(accepted), EnglishNumbers.count(runs.size() - accepted)));
  }

  private static StateCard nights(List<DriftNight> nights) {
    DriftNight newest = nights.get(nights.size() - 1);
    return new StateCard(
        "Comparisons",
        EnglishNumbers.count(nights.size()),
        "the newest, as of %s: %s"
            .formatted(
                newest.asOf().toString().substring(0, 10),
                newest.retrain() ? "retrain" : "no reason to retrain"));
  }

  boolean linked() {
    return !href.isEmpty();
  }
}
