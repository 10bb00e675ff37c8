package io.riskmesh.report;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.html.EnglishNumbers;

/**
 * The template's model. Every number is already text, so the template formats nothing.
 *
 * @param style content of the style sheet
 */
record ReportPage(
    String style,
    ReportHead head,
    VerdictView verdict,
    ImpactView impact,
    MetricsView metrics,
    DecisionView decision,
    ChartsView charts,
    GradesView grades,
    RivalsView rivals,
    DataView data,
    SplitView split,
    ModelView model,
    RunView run) {

  /** What the page says about the run before all sections. */
  record ReportHead(String job, String runId, String source, String asOf, String created) {

    static ReportHead of(ReportInput input) {
      SourcePin source = input.data().source();
      return new ReportHead(
          input.job().name(),
          input.run().runId(),
          source.name(),
          EnglishNumbers.time(source.asOf()),
          EnglishNumbers.time(input.run().created()));
    }
  }

  static ReportPage of(ReportInput input, String style) {
    return new ReportPage(
        style,
        ReportHead.of(input),
        VerdictView.of(input.verdict()),
        ImpactView.of(input.explanation()),
        MetricsView.of(input.evaluation(), input.job().weight()),
        DecisionView.of(input.evaluation().decision(), input.evaluation().strategy()),
        ChartsView.of(input.evaluation()),
        GradesView.of(input.evaluation()),
        RivalsView.of(input.rivals()),
        DataView.of(input),
        SplitView.of(input.split(), input.data().quality().rows()),
        ModelView.of(input),
        RunView.of(input));
  }
}
