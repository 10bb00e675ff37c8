package io.riskmesh.evaluate;

import static org.apache.spark.sql.functions.col;

import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.FoldTable.FoldQuality;
import io.riskmesh.model.Calibrator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Evaluates a model by rows that were predicted out of fold.
 *
 * <p>The published threshold and calibrator are those of all these rows. What is reported about
 * them is not measured on the rows that they were fitted to: the decision counts what each fold's
 * own threshold decides, and the calibrated probability of a row is that of its fold's own
 * calibrator, both fitted on the fold's validation rows. So no outcome of a row has a part in its
 * score, its calibrated probability or the decision about it. Groups and vintages are measured at
 * the published threshold and calibrator.
 */
public final class FoldEvaluator {
  private final EvaluationConfig config;
  private final Function<ScoreCurve, CalibratorFit> calibration;
  private final long seed;
  private final List<Decision> decisions = new ArrayList<>();
  private final List<ScoreCurve> calibrated = new ArrayList<>();
  private final List<FoldQuality> folds = new ArrayList<>();

  private FoldEvaluator(
      EvaluationConfig config, Function<ScoreCurve, CalibratorFit> calibration, long seed) {
    this.config = config;
    this.calibration = calibration;
    this.seed = seed;
  }

  /**
   * Evaluates the predictions; runs four Spark jobs per fold, and two.
   *
   * @param predictions columns as in {@link PredictionColumns} with {@code _fold}: train rows by
   *     the published model, the same rows out of fold as {@code test}, perhaps {@code outOfTime}
   * @param validation the same columns: the {@code validation} rows of each fold by its model
   * @param rounds rounds of the model of each fold
   * @param published rounds of the published model
   */
  public static Evaluation evaluate(
      Dataset<Row> predictions,
      Dataset<Row> validation,
      List<Integer> rounds,
      int published,
      RowObservers observers,
      EvaluationConfig config,
      long seed) {
    FoldEvaluator evaluator =
        new FoldEvaluator(config, Evaluator.calibration(config, predictions.sparkSession()), seed);
    for (int fold = 0; fold < rounds.size(); fold++) {
      Dataset<Row> own = of(validation, fold).unionByName(of(predictions, fold));
      evaluator.add(CurveReader.readSome(own), rounds.get(fold));
    }
    return evaluator.evaluate(CurveReader.readSome(predictions), published, observers);
  }

  private static Dataset<Row> of(Dataset<Row> rows, int fold) {
    return rows.filter(col(PredictionColumns.FOLD).equalTo(fold));
  }

  private void add(CurveReader.PartCurves curves, int rounds) {
    ScoreCurve test = curves.byProbability().get(SplitPart.TEST);
    ScoreCurve validation = curves.byProbability().get(SplitPart.VALIDATION);
    test.requireBothClasses(SplitPart.TEST);
    validation.requireBothClasses(SplitPart.VALIDATION);
    ModelChoices choices =
        ModelChoices.of(
            validation, curves.byMargin().get(SplitPart.VALIDATION), config, calibration);
    decisions.add(CostThresholds.apply(choices.threshold(), test, config));
    calibrated.add(curves.byMargin().get(SplitPart.TEST).mapped(choices.fit().calibrator()::logit));
    folds.add(
        new FoldQuality(
            test.total(),
            test.positives().total(),
            rounds,
            Auc.area(test),
            MetricEstimate.mean(test, CurveMetrics::log).value(),
            choices.threshold()));
  }

  private Evaluation evaluate(
      CurveReader.PartCurves curves, int published, RowObservers observers) {
    Map<SplitPart, ScoreCurve> byProbability = curves.byProbability();
    ScoreCurve all = byProbability.get(SplitPart.TEST);
    ModelChoices found =
        ModelChoices.of(all, curves.byMargin().get(SplitPart.TEST), config, calibration);
    ModelChoices choices =
        new ModelChoices(found.threshold(), found.fit().outOfFold(), found.margins());
    MeasuredRows measured =
        new MeasuredRows(
            all,
            ScoreCurve.union(calibrated),
            Calibrator.IDENTITY,
            decision(choices.threshold()),
            FoldCorrection.of(folds.size()),
            FoldTable.of(folds, published));
    return Evaluator.of(byProbability, choices, measured, config, seed, observers);
  }

  /** Adds up what the folds decide, under the threshold that is published. */
  private Decision decision(double threshold) {
    double truePositives = decisions.stream().mapToDouble(Decision::truePositives).sum();
    double falsePositives = decisions.stream().mapToDouble(Decision::falsePositives).sum();
    double trueNegatives = decisions.stream().mapToDouble(Decision::trueNegatives).sum();
    double falseNegatives = decisions.stream().mapToDouble(Decision::falseNegatives).sum();
    double cost = config.falsePositive() * falsePositives + config.falseNegative() * falseNegatives;
    return new Decision(
        threshold,
        config.falsePositive(),
        config.falseNegative(),
        cost / (truePositives + falsePositives + trueNegatives + falseNegatives),
        truePositives,
        falsePositives,
        trueNegatives,
        falseNegatives);
  }
}
