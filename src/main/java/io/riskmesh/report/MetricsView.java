package io.riskmesh.report;

import io.riskmesh.config.MetricName;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.html.EnglishNumbers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The test metrics with their intervals, and the same metrics next to those of train and
 * validation.
 *
 * @param weighted column with the rows' weights; empty if rows are not weighted
 */
record MetricsView(
    List<Card> cards, List<PartsRow> rows, String gap, String warning, String weighted) {
  /**
   * Below this number, an interval is so wide that few gates can tell a good model from a poor one.
   */
  private static final double FEW_DEFAULTS = 100;

  /**
   * A metric on test; {@code method} states how the interval was computed, or why there is none.
   */
  record Card(String label, String value, String interval, String method, String meaning) {}

  /**
   * A metric on all three parts.
   *
   * @param plot inline SVG
   */
  record PartsRow(
      String label, String train, String validation, String test, String interval, String plot) {}

  static MetricsView of(Evaluation evaluation, Optional<String> weight) {
    List<Metric> metrics = evaluation.metrics();
    return new MetricsView(
        Stream.concat(metrics.stream().map(m -> card(m, evaluation)), Stream.of(size(evaluation)))
            .toList(),
        IntStream.range(0, metrics.size())
            .mapToObj(i -> row("parts-" + i, metrics.get(i), evaluation.parts()))
            .toList(),
        gap(evaluation),
        warning(ConfusionShares.defaults(evaluation.decision()), MeasureView.of(evaluation)),
        weight.orElse(""));
  }

  private static Card card(Metric metric, Evaluation evaluation) {
    return new Card(
        MetricGlossary.label(metric.name()),
        EnglishNumbers.metric(metric.value()),
        EnglishNumbers.interval(metric.low(), metric.high()),
        Stream.of(metric.interval(), metric.noInterval())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(""),
        MetricGlossary.meaning(metric.name(), evaluation.decision()));
  }

  /** Returns the card with the size of the test part, on which all others were measured. */
  private static Card size(Evaluation evaluation) {
    double rows = ConfusionShares.total(evaluation.decision());
    double defaults = ConfusionShares.defaults(evaluation.decision());
    String rate = EnglishNumbers.percent(ConfusionShares.divide(defaults, rows));
    return new Card(
        evaluation.folds() == null ? "Borrowers in test" : "Borrowers, " + evaluation.measuredOn(),
        EnglishNumbers.count(rows),
        EnglishNumbers.count(defaults, "default"),
        "",
        "A default rate of " + rate + ".");
  }

  private static PartsRow row(String id, Metric test, Map<SplitPart, List<Metric>> parts) {
    Optional<Metric> train = find(parts, SplitPart.TRAIN, test.name());
    Optional<Metric> validation = find(parts, SplitPart.VALIDATION, test.name());
    return new PartsRow(
        MetricGlossary.label(test.name()),
        value(train),
        value(validation),
        EnglishNumbers.metric(test.value()),
        EnglishNumbers.interval(test.low(), test.high()),
        RangePlots.parts(id, test, train, validation));
  }

  private static Optional<Metric> find(
      Map<SplitPart, List<Metric>> parts, SplitPart part, String name) {
    return parts.getOrDefault(part, List.of()).stream()
        .filter(m -> m.name().equals(name))
        .findFirst();
  }

  private static String value(Optional<Metric> metric) {
    return metric.map(m -> EnglishNumbers.metric(m.value())).orElse(EnglishNumbers.NONE);
  }

  /** Describes the usual sign of overfitting; empty without an AUC on both train and test. */
  private static String gap(Evaluation evaluation) {
    Optional<Metric> train = find(evaluation.parts(), SplitPart.TRAIN, MetricName.AUC.key());
    Optional<Metric> test =
        evaluation.metrics().stream()
            .filter(m -> m.name().equals(MetricName.AUC.key()))
            .findFirst();
    if (train.isEmpty() || test.isEmpty()) {
      return "";
    }
    double gap = train.get().value() - test.get().value();
    return "AUC is "
        + EnglishNumbers.metric(train.get().value())
        + " on train and "
        + EnglishNumbers.metric(test.get().value())
        + " "
        + MeasureView.of(evaluation).on()
        + ", a difference of "
        + EnglishNumbers.metric(gap)
        + ".";
  }

  private static String warning(double defaults, MeasureView measure) {
    return defaults >= FEW_DEFAULTS
        ? ""
        : measure.opening()
            + (measure.equals(MeasureView.TEST) ? " holds only " : " hold only ")
            + EnglishNumbers.count(defaults, "default")
            + ". Read the intervals, not the point values: another sample of borrowers could give"
            + " any value inside them.";
  }
}
