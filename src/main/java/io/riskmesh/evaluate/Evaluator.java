package io.riskmesh.evaluate;

import io.riskmesh.config.CalibrationMethod;
import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.Evaluation.Recalibration;
import io.riskmesh.model.Calibrator;
import io.riskmesh.rows.FixedPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Evaluates a model from its predictions alone. */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Evaluates predictions. The result is bit-identical for any order and partitioning of the rows.
   *
   * <p>It is exact up to 2^20 rows per part. The probabilities of a larger part are rounded to a
   * grid of 2^-15 on the logit scale, between -16 and 16. This bounds the driver's memory (2^20 + 1
   * scores) and changes the log loss by less than 1.6e-5, the Brier score and the mean prediction
   * by less than 1e-5, and the AUC by at most half the share of pairs that fall on the same grid
   * point.
   *
   * <p>The metrics, the threshold and all inputs of the gates refer to the raw probability, which
   * every XGBoost runtime returns. The calibrator is fitted on the margins of validation and
   * evaluated on those of test.
   *
   * <p>Weights are always taken into account. Each is rounded to 2^-31 of the largest or finer, so
   * that sums are exact. Errors and intervals of weighted rows are linearised, with Kish's
   * effective number of rows instead of the row count.
   *
   * @param predictions columns as in {@link PredictionColumns}; read twice
   * @param cost costs that determine the decision threshold on validation
   * @param seed seed of the bootstrap
   * @throws io.riskmesh.store.RunException {@code DATA_QUALITY} if train, validation or test is
   *     empty or has only one class, or a part or has an invalid weight or label; {@code FAILED} if
   *     a prediction is not a probability
   */
  public static Evaluation evaluate(Dataset<Row> predictions, EvaluationConfig cost, long seed) {
    return evaluate(predictions, RowObservers.NONE, cost, seed);
  }

  /**
   * Does the same, and computes metrics by event time and by group.
   *
   * @param observers what saw the rows while the predictions were made
   */
  public static Evaluation evaluate(
      Dataset<Row> predictions, RowObservers observers, EvaluationConfig cost, long seed) {
    CurveReader.PartCurves curves = CurveReader.read(predictions);
    return of(
        curves.byProbability(),
        curves.byMargin(),
        cost,
        seed,
        calibration(cost, predictions.sparkSession()),
        observers);
  }

  /**
   * Measures the area under the ROC curve of scores, with its 95 % interval.
   *
   * @param isPositive class of each score; both must occur
   */
  public static Metric measureAuc(float[] scores, boolean[] isPositive) {
    CurvePoints points = new CurvePoints(SplitPart.TEST, ScoreScale.MARGIN);
    for (int i = 0; i < scores.length; i++) {
      points.add(scores[i], isPositive[i], 1, 1);
    }
    return CurveMetrics.auc(CurvePoints.curve(List.of(points), FixedPoint.UNWEIGHTED));
  }

  /**
   * Evaluates curves, with Platt scaling.
   *
   * @param curves curves of all parts whose scores are probabilities
   * @param margins curves of validation and test whose scores are margins
   */
  static Evaluation of(
      Map<SplitPart, ScoreCurve> curves,
      Map<SplitPart, ScoreCurve> margins,
      EvaluationConfig cost,
      long seed) {
    return of(curves, margins, cost, seed, PlattScaling::fit, RowObservers.NONE);
  }

  private static Evaluation of(
      Map<SplitPart, ScoreCurve> curves,
      Map<SplitPart, ScoreCurve> margins,
      EvaluationConfig cost,
      long seed,
      Function<ScoreCurve, CalibratorFit> calibration,
      RowObservers observers) {
    SplitPart.STANDARD.forEach(part -> curves.get(part).requireBothClasses(part));
    ModelChoices choices =
        ModelChoices.of(
            curves.get(SplitPart.VALIDATION), margins.get(SplitPart.VALIDATION), cost, calibration);
    MeasuredRows test =
        MeasuredRows.test(curves.get(SplitPart.TEST), margins.get(SplitPart.TEST), choices, cost);
    return of(curves, choices, test, cost, seed, observers);
  }

  /**
   * Evaluates a model.
   *
   * @param curves curves of all parts whose scores are probabilities
   * @param choices what was chosen for the model
   * @param measured the rows that are the measure of it
   */
  static Evaluation of(
      Map<SplitPart, ScoreCurve> curves,
      ModelChoices choices,
      MeasuredRows measured,
      EvaluationConfig cost,
      long seed,
      RowObservers observers) {
    ScoreCurve later = curves.get(SplitPart.OUT_OF_TIME);
    ScoreCurve test = measured.probabilities();
    Map<SplitPart, List<Metric>> parts = new TreeMap<>();
    for (SplitPart part : List.of(SplitPart.TRAIN, SplitPart.VALIDATION)) {
      if (curves.containsKey(part)) {
        parts.put(part, CurveMetrics.values(curves.get(part)));
      }
    }
    Calibrator calibrator = choices.fit().calibrator();
    Recalibration recalibration =
        CurveMetrics.recalibrated(
            choices.fit(),
            choices.margins(),
            measured.calibrated(),
            cost.longRunRate(),
            measured.folds());
    Optional<SubgroupEvaluator> subgroups =
        observers
            .groups()
            .map(rows -> new SubgroupEvaluator(rows, cost, choices.threshold(), calibrator));
    return new Evaluation(
        CurveMetrics.withIntervals(test, seed, measured.folds()),
        parts,
        measured.decision(),
        RocCurve.points(test),
        PrecisionRecall.points(test),
        CalibrationMetrics.bins(test),
        RiskDeciles.of(test),
        CalibrationMetrics.histogram(test),
        recalibration,
        CutoffStrategy.of(test, cost),
        cost.grades()
            .map(
                grades ->
                    RiskGrades.of(measured.margins(), measured.anchored(recalibration), grades))
            .orElse(null),
        later == null ? null : OutOfTimeMetrics.of(later, seed),
        observers.vintages().map(rows -> rows.table(calibrator)).orElse(null),
        subgroups.map(SubgroupEvaluator::groups).orElse(List.of()),
        subgroups.map(SubgroupEvaluator::segments).orElse(List.of()),
        TestLevel.of(measured.margins(), measured.calibrator()),
        measured.table());
  }

  /** Returns how a job fits calibrators. */
  static Function<ScoreCurve, CalibratorFit> calibration(
      EvaluationConfig config, SparkSession spark) {
    return config.calibration() == CalibrationMethod.ISOTONIC
        ? margins -> IsotonicScaling.fit(margins, spark)
        : PlattScaling::fit;
  }
}
