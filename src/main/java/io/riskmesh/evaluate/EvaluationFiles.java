package io.riskmesh.evaluate;

import io.riskmesh.config.MetricName;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.Evaluation.PrPoint;
import io.riskmesh.evaluate.Evaluation.Recalibration;
import io.riskmesh.evaluate.Evaluation.RocPoint;
import io.riskmesh.store.JsonText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Writes the files of an evaluation; equal evaluations give identical bytes. */
public final class EvaluationFiles {

  /** A metric in {@code metrics.json}; null fields are omitted. */
  private record MetricValue(
      double value, Double low, Double high, String interval, String noInterval) {}

  private record MetricsFile(
      Map<String, MetricValue> metrics,
      Map<String, Map<String, Double>> parts,
      Decision decision,
      Recalibration recalibration,
      LaterFile outOfTime,
      FoldTable folds) {}

  private record LaterFile(
      double rows, double defaults, Map<String, MetricValue> metrics, String noMetrics) {}

  private EvaluationFiles() {}

  /** Returns {@code evaluation.json}: SageMaker's model quality statistics. */
  public static byte[] evaluation(Evaluation evaluation) {
    return JsonText.bytes(modelQuality(evaluation));
  }

  /**
   * Returns {@code metrics.json}, for programs: {@code {"metrics": {name: {value, low, high,
   * interval, noInterval}}, "parts": {part: {name: value}}, "decision": {...}, "recalibration":
   * {...}, "outOfTime": {"rows", "defaults", "metrics": {...}, "noMetrics"}, "folds": {...}}}.
   */
  public static byte[] metrics(Evaluation evaluation) {
    return JsonText.bytes(metricsFile(evaluation));
  }

  private static MetricsFile metricsFile(Evaluation evaluation) {
    Map<String, Map<String, Double>> parts = new TreeMap<>();
    for (Map.Entry<SplitPart, List<Metric>> part : evaluation.parts().entrySet()) {
      Map<String, Double> of = new TreeMap<>();
      part.getValue().forEach(m -> of.put(m.name(), m.value()));
      parts.put(part.getKey().key(), of);
    }
    OutOfTimeMetrics later = evaluation.outOfTime();
    return new MetricsFile(
        values(evaluation.metrics()),
        parts,
        evaluation.decision(),
        evaluation.recalibration(),
        later == null
            ? null
            : new LaterFile(
                later.rows(), later.defaults(), values(later.metrics()), later.noMetrics()),
        evaluation.folds());
  }

  private static Map<String, MetricValue> values(List<Metric> metrics) {
    Map<String, MetricValue> values = new TreeMap<>();
    for (Metric m : metrics) {
      values.put(
          m.name(), new MetricValue(m.value(), m.low(), m.high(), m.interval(), m.noInterval()));
    }
    return values;
  }

  /**
   * Returns the statistics of the Amazon SageMaker Developer Guide, "Model quality metrics", for
   * binary classification. Rates are at the decision threshold; the matrix is indexed by actual,
   * then predicted label.
   */
  private static Map<String, Object> modelQuality(Evaluation evaluation) {
    Decision d = evaluation.decision();
    Map<String, Object> metrics = new TreeMap<>();
    metrics.put("confusion_matrix", confusion(d));
    metrics.put(
        "auc", statistic(evaluation.metric(MetricName.AUC).value(), aucDeviation(evaluation)));
    ConfusionRates.rates(d).forEach((name, rate) -> metrics.put(name, statistic(rate, "NaN")));
    metrics.put(
        "receiver_operating_characteristic_curve",
        Map.of(
            "false_positive_rates", column(evaluation.roc(), RocPoint::falsePositiveRate),
            "true_positive_rates", column(evaluation.roc(), RocPoint::truePositiveRate)));
    metrics.put(
        "precision_recall_curve",
        Map.of(
            "precisions", column(evaluation.precisionRecall(), PrPoint::precision),
            "recalls", column(evaluation.precisionRecall(), PrPoint::recall)));
    return Map.of("binary_classification_metrics", metrics);
  }

  private static Map<String, Map<String, Number>> confusion(Decision d) {
    return Map.of(
        "0", Map.of("0", count(d.trueNegatives()), "1", count(d.falsePositives())),
        "1", Map.of("0", count(d.falseNegatives()), "1", count(d.truePositives())));
  }

  /** Returns a statistic; the format represents an unknown deviation as the string "NaN". */
  private static Map<String, Object> statistic(double value, Object deviation) {
    return Map.of("value", value, "standard_deviation", deviation);
  }

  private static Object aucDeviation(Evaluation evaluation) {
    Metric auc = evaluation.metric(MetricName.AUC);
    if (auc.low() == null) {
      return "NaN";
    }
    double deviation = ConfidenceInterval.deviation(auc.value(), auc.low(), auc.high());
    return Double.isFinite(deviation) ? (Object) deviation : "NaN";
  }

  /** Returns row counts as whole numbers, and sums of weights unchanged. */
  private static Number count(double value) {
    return value == Math.rint(value) ? (Number) (long) value : (Number) value;
  }

  private static <T> List<Double> column(List<T> points, ToDoubleFunction<T> coordinate) {
    return points.stream().mapToDouble(coordinate).boxed().toList();
  }
}
