package io.riskmesh.report;

import io.riskmesh.config.MetricName;
import io.riskmesh.evaluate.ChampionComparison;
import io.riskmesh.evaluate.PairedDifference;
import io.riskmesh.evaluate.ReferenceResult;
import io.riskmesh.evaluate.SwapSet;
import io.riskmesh.html.EnglishNumbers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The model against the published ones that it is compared with; empty without any. */
record ChampionView(List<ReferenceView> references) {
  /**
   * One of them.
   *
   * @param sentences which rows were compared, or why none were
   */
  record ReferenceView(
      String title, List<String> sentences, List<DifferenceRow> differences, List<SwapRow> swaps) {
    boolean compared() {
      return !differences.isEmpty();
    }
  }

  /**
   * A metric.
   *
   * @param css marks a difference that chance hardly explains
   */
  record DifferenceRow(
      String metric,
      String own,
      String other,
      String difference,
      String interval,
      String css,
      String meaning) {}

  /** Rows that the two models decide differently. */
  record SwapRow(String decision, String rows, String share, String rate, String interval) {}

  static ChampionView of(Optional<ChampionComparison> comparison) {
    return new ChampionView(comparison.map(ChampionView::views).orElse(List.of()));
  }

  boolean shown() {
    return !references.isEmpty();
  }

  private static List<ReferenceView> views(ChampionComparison comparison) {
    ReferenceView champion = view("Champion", comparison.champion());
    ReferenceResult anchor = comparison.anchor();
    return comparison.isOneModel()
        ? List.of(
            champion,
            new ReferenceView(
                title("Anchor", anchor),
                List.of("It is the champion as well: %s.".formatted(anchor.chosen())),
                List.of(),
                List.of()))
        : List.of(champion, view("Anchor", anchor));
  }

  private static String title(String role, ReferenceResult reference) {
    return reference.runId() == null ? role : "%s: run %s".formatted(role, reference.runId());
  }

  private static ReferenceView view(String role, ReferenceResult reference) {
    Stream<String> chosen =
        Stream.ofNullable(reference.chosen()).map(why -> "Chosen because %s.".formatted(why));
    if (!reference.isJudged()) {
      String why = "Not judged: %s.".formatted(reference.notJudged());
      return new ReferenceView(
          title(role, reference),
          Stream.concat(chosen, Stream.of(why)).toList(),
          List.of(),
          List.of());
    }
    SwapSet swaps = reference.comparison().swaps();
    return new ReferenceView(
        title(role, reference),
        Stream.concat(chosen, Stream.of(rows(reference), decided(swaps))).toList(),
        reference.comparison().differences().stream().map(ChampionView::row).toList(),
        List.of(
            row("This model accepts, the other refuses", swaps.accepted()),
            row("This model refuses, the other accepts", swaps.refused())));
  }

  private static String rows(ReferenceResult reference) {
    String rows =
        "Both models score %s with %s: %s"
            .formatted(
                EnglishNumbers.count(reference.comparison().rows(), "row"),
                EnglishNumbers.count(reference.comparison().defaults(), "default"),
                reference.unseen());
    return reference.share() < 1
        ? "%s; a sample of %s of the test rows."
            .formatted(rows, EnglishNumbers.percent(reference.share()))
        : rows + ".";
  }

  private static String decided(SwapSet swaps) {
    return "Each at its own threshold (%s and %s), they decide %s of these rows differently (%s to %s)."
        .formatted(
            EnglishNumbers.metric(swaps.threshold()),
            EnglishNumbers.metric(swaps.otherThreshold()),
            EnglishNumbers.percent(swaps.share()),
            EnglishNumbers.percent(swaps.low()),
            EnglishNumbers.percent(swaps.high()));
  }

  private static DifferenceRow row(PairedDifference found) {
    boolean higherBetter =
        MetricName.of(found.metric()).map(MetricName::isHigherBetter).orElse(true);
    boolean isCertain = found.low() > 0 || found.high() < 0;
    boolean isWorse = higherBetter ? found.difference() < 0 : found.difference() > 0;
    return new DifferenceRow(
        MetricGlossary.label(found.metric()),
        EnglishNumbers.metric(found.own()),
        EnglishNumbers.metric(found.other()),
        EnglishNumbers.metric(found.difference()),
        EnglishNumbers.interval(found.low(), found.high()),
        isCertain && isWorse ? "mark unproven" : "",
        !isCertain ? "not certain" : isWorse ? "worse" : "better");
  }

  private static SwapRow row(String decision, SwapSet.SwapGroup group) {
    return new SwapRow(
        decision,
        EnglishNumbers.count(group.rows()),
        EnglishNumbers.percent(group.share()),
        group.rate() == null ? EnglishNumbers.NONE : EnglishNumbers.percent(group.rate()),
        group.rate() == null
            ? "no rows"
            : "%s to %s"
                .formatted(
                    EnglishNumbers.percent(group.low()), EnglishNumbers.percent(group.high())));
  }
}
