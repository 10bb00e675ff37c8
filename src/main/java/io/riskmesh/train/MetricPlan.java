package io.riskmesh.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The metrics of a training, and who computes each. The library adds up losses over all workers,
 * which is exact, but it averages the areas that the workers compute from their own rows, which is
 * not the area of all rows. It also sorts all train rows for an area. So it computes an area only
 * if that decides and there is one worker; {@link CollectedAreas} computes the others, from the
 * validation rows alone.
 *
 * @param names native names; the first one decides when training stops
 * @param workers number of workers
 */
record MetricPlan(List<String> names, int workers) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String SEPARATOR = ",";

  /** Reads the value of {@code eval_metric}: names, separated by commas. */
  static MetricPlan of(String setting, int workers) {
    return new MetricPlan(names(setting), workers);
  }

  /** Returns the names in a value of {@code eval_metric}. */
  static List<String> names(String setting) {
    return List.of(setting.split(SEPARATOR, -1));
  }

  /** Returns whether a metric is an area under a curve, which is better the larger it is. */
  static boolean isArea(String metric) {
    return metric.startsWith("auc");
  }

  /** Returns the metric that decides when training stops. */
  String deciding() {
    return names.get(0);
  }

  /** Returns the metrics that the library computes, on train and on validation. */
  List<String> direct() {
    return IntStream.range(0, names.size()).filter(this::isDirect).mapToObj(names::get).toList();
  }

  /** Returns the metrics that are computed from the scores of all validation rows. */
  List<String> collected() {
    return IntStream.range(0, names.size()).filter(i -> !isDirect(i)).mapToObj(names::get).toList();
  }

  private boolean isDirect(int at) {
    return !isArea(names.get(at)) || (at == 0 && workers == 1);
  }

  /** Sets the direct metrics after the first, which is a parameter of the booster. */
  void complete(Booster booster) throws XGBoostError {
    for (String metric : direct().stream().skip(1).toList()) {
      // The library adds the metric to those it has.
      booster.setParam(BoosterParam.EVAL_METRIC.nativeName(), metric);
    }
  }

  /** Returns the direct metrics of a matrix, in their order. */
  float[] evaluate(Booster booster, DMatrix rows, String name, int round) throws XGBoostError {
    float[] values = new float[direct().size()];
    if (values.length > 0) {
      booster.evalSet(new DMatrix[] {rows}, new String[] {name}, round, values);
    }
    return values;
  }

  /**
   * Returns the metrics of a round.
   *
   * @param train direct metrics of the train rows
   * @param validation direct metrics of the validation rows
   * @param areas collected metrics of the validation rows
   */
  TrainSummary.Round round(float[] train, float[] validation, float[] areas) {
    List<TrainSummary.OtherMetric> all = new ArrayList<>();
    int direct = 0;
    int collected = 0;
    for (int i = 0; i < names.size(); i++) {
      if (isDirect(i)) {
        all.add(new TrainSummary.OtherMetric(names.get(i), train[direct], validation[direct]));
        direct++;
      } else {
        all.add(new TrainSummary.OtherMetric(names.get(i), null, areas[collected++]));
      }
    }
    TrainSummary.OtherMetric first = all.get(0);
    List<TrainSummary.OtherMetric> others = all.subList(1, all.size());
    return new TrainSummary.Round(
        first.train(), first.validation(), others.isEmpty() ? null : List.copyOf(others));
  }
}
