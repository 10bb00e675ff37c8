package io.riskmesh.evaluate;

import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Says how good a model is, from its predictions alone. */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Evaluates predictions. The result depends on the rows, not on their order or partitioning, to
   * the last bit.
   *
   * <p>Up to 2^20 rows a part it is exact. A larger part's probabilities are rounded to a grid of
   * 2^-15 on the logit scale, between -16 and 16, which bounds the driver's memory (2^20 + 1
   * scores) and moves the log loss by less than 1.6e-5, Brier score and mean prediction by less
   * than 1e-5, and the AUC by at most half the share of pairs that fall on one grid point.
   *
   * <p>Metrics, threshold and whatever a gate looks at are of the raw probability, which every
   * XGBoost gives; the calibrator is fitted on the margins of validation, told on those of test.
   *
   * <p>Weights count everywhere; each is rounded to 2^-31 of the largest or finer, so that sums are
   * exact. Errors and intervals of weighted rows are linearised, with Kish's effective number of
   * rows in place of the row count.
   *
   * @param predictions columns as in {@link PredictionColumns}; read three times
   * @param cost what chooses the decision threshold on validation
   * @param seed seed of the bootstrap
   * @throws io.riskmesh.store.RunException {@code DATA_QUALITY} when a part is empty or has one
   *     class or a weight that is no number; {@code FAILED} when a probability is none
   */
  public static Evaluation evaluate(Dataset<Row> predictions, EvaluationConfig cost, long seed) {
    CurveReader curves = CurveReader.of(predictions);
    return of(curves.byProbability(), curves.byMargin(), cost, seed);
  }

  /**
   * Area under the ROC curve of rows that came after the training, with its 95 % interval; empty
   * unless both classes are among them.
   *
   * @param predictions columns as in {@link PredictionColumns}, every row of the part {@code test}
   *     and with a label; read twice
   */
  public static Optional<Metric> auc(Dataset<Row> predictions) {
    return Optional.ofNullable(CurveReader.ofSome(predictions).byProbability().get(SplitPart.TEST))
        .filter(ScoreCurve::hasBothClasses)
        .map(CurveMetrics::auc);
  }

  /**
   * @param margins curves of validation and test whose scores are margins
   */
  static Evaluation of(
      Map<SplitPart, ScoreCurve> curves,
      Map<SplitPart, ScoreCurve> margins,
      EvaluationConfig cost,
      long seed) {
    curves.forEach((part, curve) -> curve.requireBothClasses(part));
    ScoreCurve test = curves.get(SplitPart.TEST);
    double threshold = CostThresholds.cheapest(curves.get(SplitPart.VALIDATION), cost);
    Map<SplitPart, List<Metric>> parts = new TreeMap<>();
    parts.put(SplitPart.TRAIN, CurveMetrics.values(curves.get(SplitPart.TRAIN)));
    parts.put(SplitPart.VALIDATION, CurveMetrics.values(curves.get(SplitPart.VALIDATION)));
    return new Evaluation(
        CurveMetrics.withIntervals(test, seed),
        parts,
        CostThresholds.apply(threshold, test, cost),
        RocCurve.points(test),
        PrecisionRecall.points(test),
        CalibrationMetrics.bins(test),
        RiskDeciles.of(test),
        CalibrationMetrics.histogram(test),
        CurveMetrics.recalibrated(
            PlattScaling.fit(margins.get(SplitPart.VALIDATION)), margins.get(SplitPart.TEST)));
  }
}
