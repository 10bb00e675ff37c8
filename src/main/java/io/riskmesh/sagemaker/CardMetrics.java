package io.riskmesh.sagemaker;

import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.explain.Explanation.FeatureImpact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The metric groups of a model card: numbers with their intervals, and curves. */
final class CardMetrics {
  /** Most features of a chart. */
  private static final int FEATURES = 20;

  private static final int AXIS_NAME = 63;

  private CardMetrics() {}

  static List<Map<String, Object>> of(DescribedRun run) {
    Evaluation evaluation = run.evaluation();
    return List.of(
        group("raw probability", evaluation.metrics().stream().flatMap(CardMetrics::number)),
        group(
            "calibrated probability",
            evaluation.recalibration().metrics().stream().flatMap(CardMetrics::number)),
        group("decision", Stream.of(threshold(evaluation), matrix(evaluation.decision()))),
        group("curves", Stream.of(roc(evaluation), calibration(evaluation))),
        group("mean absolute SHAP value in log odds", impacts(run).stream()));
  }

  private static Map<String, Object> group(String name, Stream<Map<String, Object>> metrics) {
    return Map.of("name", name, "metric_data", metrics.toList());
  }

  private static Stream<Map<String, Object>> number(Metric metric) {
    if (!Double.isFinite(metric.value())) {
      return Stream.empty();
    }
    Map<String, Object> number = metric(metric.name(), "number", metric.value());
    if (metric.low() != null) {
      number.put(
          "notes",
          String.format(
              Locale.ROOT,
              "95 %% interval %.4f to %.4f (%s)",
              metric.low(),
              metric.high(),
              metric.interval()));
    }
    return Stream.of(number);
  }

  private static Map<String, Object> metric(String name, String type, Object value) {
    Map<String, Object> metric = new LinkedHashMap<>();
    metric.put("name", name);
    metric.put("type", type);
    metric.put("value", value);
    return metric;
  }

  private static Map<String, Object> threshold(Evaluation evaluation) {
    Map<String, Object> threshold =
        metric("threshold", "number", evaluation.decision().threshold());
    threshold.put("notes", "refused from this raw probability of default on");
    return threshold;
  }

  private static Map<String, Object> matrix(Decision d) {
    Map<String, Object> matrix =
        metric(
            "confusion matrix",
            "matrix",
            List.of(
                List.of(d.trueNegatives(), d.falsePositives()),
                List.of(d.falseNegatives(), d.truePositives())));
    matrix.put("x_axis_name", List.of("accepted", "refused"));
    matrix.put("y_axis_name", List.of("paid back", "defaulted"));
    return matrix;
  }

  private static Map<String, Object> roc(Evaluation evaluation) {
    return graph(
        "ROC curve",
        evaluation.roc().stream()
            .map(point -> List.of(point.falsePositiveRate(), point.truePositiveRate()))
            .toList(),
        "false positive rate",
        "true positive rate");
  }

  private static Map<String, Object> calibration(Evaluation evaluation) {
    return graph(
        "calibration",
        evaluation.calibration().stream()
            .map(bin -> List.of(bin.predicted(), bin.observed()))
            .toList(),
        "mean predicted probability",
        "observed default rate");
  }

  private static Map<String, Object> graph(
      String name, List<List<Double>> points, String x, String y) {
    Map<String, Object> graph = metric(name, "linear_graph", points);
    graph.put("x_axis_name", x);
    graph.put("y_axis_name", y);
    return graph;
  }

  private static List<Map<String, Object>> impacts(DescribedRun run) {
    List<FeatureImpact> shown =
        run.explanation().features().stream()
            .filter(feature -> feature.feature().length() <= AXIS_NAME)
            .limit(FEATURES)
            .toList();
    if (shown.isEmpty()) {
      return List.of();
    }
    Map<String, Object> chart =
        metric("impact", "bar_chart", shown.stream().map(FeatureImpact::impact).toList());
    chart.put("x_axis_name", shown.stream().map(FeatureImpact::feature).toList());
    chart.put("y_axis_name", "log odds");
    return List.of(chart);
  }
}
