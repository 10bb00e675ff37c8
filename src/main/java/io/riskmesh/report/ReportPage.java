package io.riskmesh.report;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.AboutConfig;
import io.riskmesh.html.EnglishNumbers;
import java.util.ArrayList;
import java.util.List;

/**
 * The template's model. Every number is already text, so the template formats nothing.
 *
 * @param style content of the style sheet
 */
record ReportPage(
    String style,
    ReportHead head,
    MeasureView measure,
    VerdictView verdict,
    ImpactView impact,
    SubgroupsView subgroups,
    MetricsView metrics,
    DecisionView decision,
    ChartsView charts,
    GradesView grades,
    TimeView time,
    ChampionView references,
    DataView data,
    SplitView split,
    ScreeningView screening,
    BinsView bins,
    PointsView points,
    ModelView model,
    RunView run) {

  /** What the page says about the run before all sections. */
  record ReportHead(
      String job,
      String runId,
      String source,
      String asOf,
      String created,
      List<ReportFact> about) {

    static ReportHead of(ReportInput input) {
      SourcePin source = input.data().source();
      return new ReportHead(
          input.job().name(),
          input.run().runId(),
          source.name(),
          EnglishNumbers.time(source.asOf()),
          EnglishNumbers.time(input.run().created()),
          about(input.job().about()));
    }

    private static List<ReportFact> about(AboutConfig about) {
      List<ReportFact> facts = new ArrayList<>();
      about.purpose().ifPresent(text -> facts.add(ReportFact.of("Purpose", text)));
      about.population().ifPresent(text -> facts.add(ReportFact.of("Population", text)));
      about.owner().ifPresent(text -> facts.add(ReportFact.of("Owner", text)));
      about.limits().ifPresent(text -> facts.add(ReportFact.of("Limits", text)));
      about.reviewBy().ifPresent(day -> facts.add(ReportFact.of("Review by", day.toString())));
      return List.copyOf(facts);
    }
  }

  static ReportPage of(ReportInput input, String style) {
    return new ReportPage(
        style,
        ReportHead.of(input),
        MeasureView.of(input.evaluation()),
        VerdictView.of(input.verdict()),
        ImpactView.of(
            input.explanation(), input.features().declared(), input.evaluation().folds() != null),
        SubgroupsView.of(input.evaluation(), input.explanation()),
        MetricsView.of(input.evaluation(), input.job().weight()),
        DecisionView.of(
            input.evaluation().decision(),
            input.evaluation().strategy(),
            MeasureView.of(input.evaluation())),
        ChartsView.of(input.evaluation()),
        GradesView.of(input.evaluation()),
        TimeView.of(input.evaluation(), input.split()),
        ChampionView.of(input.references()),
        DataView.of(input),
        SplitView.of(input.split(), input.data().quality().rows()),
        ScreeningView.of(input.screening()),
        BinsView.of(input.bins()),
        PointsView.of(input.points()),
        ModelView.of(input),
        RunView.of(input));
  }
}
