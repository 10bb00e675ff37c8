package io.riskmesh.report;

/**
 * What the template sees. Every number is text already, so that the template formats nothing.
 *
 * @param style content of the style sheet
 */
record Page(
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

  static Page of(ReportInput input, String style) {
    return new Page(
        style,
        input.job().name(),
        input.runId(),
        input.source().name(),
        Numbers.time(input.source().asOf()),
        Numbers.time(input.created()),
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
