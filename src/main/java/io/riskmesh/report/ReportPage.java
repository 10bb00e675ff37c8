package io.riskmesh.report;

import io.riskmesh.html.EnglishNumbers;

/**
 * The template's model. Every number is already text, so the template formats nothing.
 *
 * @param style content of the style sheet
 */
record ReportPage(
    String style,
    String job,
    String runId,
    String source,
    String asOf,
    String created,
    String weighted,
    VerdictView verdict,
    MetricsView metrics,
    DecisionView decision,
    ChartsView charts,
    DataView data,
    SplitView split,
    ModelView model,
    RunView run) {

  static ReportPage of(ReportInput input, String style) {
    return new ReportPage(
        style,
        input.job().name(),
        input.runId(),
        input.source().name(),
        EnglishNumbers.time(input.source().asOf()),
        EnglishNumbers.time(input.created()),
        input.job().weight().orElse(""),
        VerdictView.of(input.verdict()),
        MetricsView.of(input.evaluation()),
        DecisionView.of(input.evaluation().decision()),
        ChartsView.of(input.evaluation()),
        DataView.of(input),
        SplitView.of(input.split(), input.quality().rows()),
        ModelView.of(input),
        RunView.of(input));
  }
}
