package io.riskmesh.tune;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.tune.SearchReport.SearchedRange;
import io.riskmesh.tune.SearchReport.TrialRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The template's model, in which every number is already formatted as text. */
record SearchPage(
    String style,
    SearchHead head,
    SearchVerdict verdict,
    List<SearchFact> facts,
    String note,
    String curve,
    List<SearchFigure> figures,
    List<String> names,
    List<SearchRow> rows) {

  private static final String FITTED_ONCE =
      "The features were fitted on train rows; the cross-validation uses them as they are, for both sets of parameters. Its rows include the validation rows that the selected parameters were chosen on, so its result is still slightly in their favour.";

  private static final String NESTED =
      "Each fold was searched anew, with features that were fitted without its rows, and its rows were scored once with what was selected there. That measures what a search brings, not this one set of parameters.";

  /** What the page says about the search before all sections. */
  record SearchHead(String job, String id, String asOf) {}

  /**
   * What to do.
   *
   * @param css {@code accepted} or {@code ungated}
   */
  record SearchVerdict(String css, String word, String summary) {}

  record SearchFact(String term, String value) {}

  /**
   * The scores by the values of a parameter.
   *
   * @param chart inline SVG
   */
  record SearchFigure(String name, String chart) {}

  /**
   * A trial.
   *
   * @param mark {@code passed} for the selected trial, else empty
   */
  record SearchRow(
      int number,
      String origin,
      List<String> values,
      String score,
      String rounds,
      String end,
      String mark) {}

  static SearchPage of(SearchReport report, String style) {
    List<String> names = report.ranges().stream().map(SearchedRange::name).toList();
    SearchCharts charts = new SearchCharts(report);
    return new SearchPage(
        style,
        new SearchHead(report.job(), report.runId(), EnglishNumbers.time(report.asOf())),
        new SearchVerdict(
            report.recommended() ? "accepted" : "ungated",
            report.recommended() ? "Better" : "Not proven better",
            report.advice()),
        facts(report),
        report.hasFolds() ? NESTED : FITTED_ONCE,
        charts.curve(),
        report.ranges().stream()
            .map(range -> new SearchFigure(range.name(), charts.scatter(range)))
            .toList(),
        names,
        rows(report, names));
  }

  private static List<SearchFact> facts(SearchReport report) {
    List<SearchFact> facts = new ArrayList<>();
    facts.add(
        new SearchFact(
            "Selected on",
            "%s of %s; %s"
                .formatted(
                    report.metric(),
                    EnglishNumbers.count(report.validationRows(), "validation row"),
                    report.hasFolds() ? "there is no test part" : "the test part was not read")));
    facts.add(new SearchFact("Trained on", EnglishNumbers.count(report.trainRows(), "train row")));
    facts.add(new SearchFact("Trials", trials(report)));
    facts.add(new SearchFact("Job's own parameters", score(report.trials().get(0))));
    facts.add(
        new SearchFact(
            "Selected, trial " + report.selected(),
            "%s, the best of %d: too good by chance, the more so the more trials there are"
                .formatted(score(report.selectedTrial()), report.comparisons())));
    FoldComparison comparison = report.comparison();
    if (comparison != null) {
      facts.add(new SearchFact("Cross-validation", compared(comparison)));
    }
    if (report.hasFolds()) {
      report.folds().forEach(fold -> facts.add(fold(fold)));
    }
    return facts;
  }

  private static SearchFact fold(FoldSearch fold) {
    return new SearchFact(
        "Fold %d, %s".formatted(fold.fold() + 1, EnglishNumbers.count(fold.rows(), "row")),
        "own %s, selected %s"
            .formatted(
                number(fold.own()),
                fold.selected() == 0
                    ? "were the same"
                    : "%s (trial %d)".formatted(number(fold.score()), fold.selected())));
  }

  private static String trials(SearchReport report) {
    long complete = report.trials().stream().filter(TrialRow::complete).count();
    String why =
        switch (report.ended()) {
          case TRIALS -> "all that were asked for";
          case SPACE -> "all values of the ranges were tried";
          case MINUTES -> "of %d, then the time was over".formatted(report.planned());
        };
    return "%d (%s), %d of them to their end".formatted(report.trials().size(), why, complete);
  }

  private static String compared(FoldComparison comparison) {
    return "%d x %d folds of %s: own %s, selected %s; improvement %s, 95 %% interval %s to %s (Nadeau and Bengio 2003)"
        .formatted(
            comparison.repeats(),
            comparison.folds(),
            EnglishNumbers.count(comparison.rows(), "row"),
            number(comparison.own()),
            number(comparison.selected()),
            number(comparison.gain()),
            number(comparison.low()),
            number(comparison.high()));
  }

  private static List<SearchRow> rows(SearchReport report, List<String> names) {
    Comparator<Double> order =
        report.higherIsBetter() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    return report.trials().stream()
        .sorted(
            Comparator.comparing((TrialRow trial) -> !trial.complete())
                .thenComparing(TrialRow::score, order)
                .thenComparing(TrialRow::number))
        .map(trial -> row(report, trial, names))
        .toList();
  }

  private static SearchRow row(SearchReport report, TrialRow trial, List<String> names) {
    return new SearchRow(
        trial.number(),
        trial.origin(),
        names.stream().map(name -> trial.params().getOrDefault(name, EnglishNumbers.NONE)).toList(),
        score(trial),
        "%d of %d".formatted(trial.bestRound() + 1, trial.rounds()),
        end(trial),
        trial.number() == report.selected() ? "passed" : "");
  }

  private static String end(TrialRow trial) {
    return trial.complete()
        ? trial.end().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        : "rung " + trial.rungs().size();
  }

  private static String score(TrialRow trial) {
    return number(trial.score());
  }

  private static String number(double value) {
    return EnglishNumbers.format("%.5f", value);
  }
}
