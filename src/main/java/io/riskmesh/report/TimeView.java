package io.riskmesh.report;

import io.riskmesh.config.MetricName;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.OutOfTimeMetrics;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.SplitSummary.PartSummary;
import java.util.List;
import java.util.Map;

/**
 * Whether the model holds over time: the out-of-time part beside the others, and the vintages.
 *
 * @param rows metrics of the out-of-time part; empty if there are none
 * @param later what the out-of-time part says; empty if the job declares none
 */
record TimeView(List<LaterRow> rows, String later, VintagesView vintages) {

  /** A metric on all four parts. */
  record LaterRow(
      String label,
      String train,
      String validation,
      String test,
      String testInterval,
      String later,
      String laterInterval) {}

  static TimeView of(Evaluation evaluation, SplitSummary split) {
    OutOfTimeMetrics later = evaluation.outOfTime();
    return new TimeView(
        later == null
            ? List.of()
            : later.metrics().stream().map(metric -> row(metric, evaluation)).toList(),
        later(evaluation, split.parts().get(SplitPart.OUT_OF_TIME)),
        VintagesView.of(evaluation.vintages(), MeasureView.of(evaluation)));
  }

  boolean compared() {
    return !rows.isEmpty();
  }

  boolean shown() {
    return !later.isEmpty() || vintages.shown();
  }

  private static LaterRow row(Metric later, Evaluation evaluation) {
    Metric test = evaluation.metric(later.name());
    return new LaterRow(
        MetricGlossary.label(later.name()),
        value(evaluation.parts(), SplitPart.TRAIN, later.name()),
        value(evaluation.parts(), SplitPart.VALIDATION, later.name()),
        EnglishNumbers.metric(test.value()),
        EnglishNumbers.interval(test.low(), test.high()),
        EnglishNumbers.metric(later.value()),
        EnglishNumbers.interval(later.low(), later.high()));
  }

  private static String value(Map<SplitPart, List<Metric>> parts, SplitPart part, String name) {
    return parts.containsKey(part)
        ? EnglishNumbers.metric(Evaluation.metric(parts.get(part), name).value())
        : EnglishNumbers.NONE;
  }

  private static String later(Evaluation evaluation, PartSummary part) {
    if (part == null) {
      return "";
    }
    if (part.rows() == 0) {
      return "The out-of-time part has no rows: no row with a final label is so late. Nothing is known about how the model holds after that time.";
    }
    OutOfTimeMetrics later = evaluation.outOfTime();
    String size =
        "The out-of-time part has %s and %s."
            .formatted(
                EnglishNumbers.count(part.rows(), "row"),
                EnglishNumbers.count(part.positives(), "default"));
    if (later.metrics().isEmpty()) {
      return "%s It allows no metrics: %s.".formatted(size, later.noMetrics());
    }
    Metric test = evaluation.metric(MetricName.AUC);
    Metric auc = Evaluation.metric(later.metrics(), MetricName.AUC.key());
    return "%s AUC is %s %s and %s out of time%s."
        .formatted(
            size,
            EnglishNumbers.metric(test.value()),
            MeasureView.of(evaluation).on(),
            EnglishNumbers.metric(auc.value()),
            intervals(test, auc));
  }

  private static String intervals(Metric one, Metric other) {
    if (one.low() == null || other.low() == null) {
      return "";
    }
    boolean apart = one.low() > other.high() || other.low() > one.high();
    return apart ? "; the intervals do not overlap" : "; the intervals overlap";
  }
}
