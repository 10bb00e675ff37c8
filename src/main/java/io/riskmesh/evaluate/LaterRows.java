package io.riskmesh.evaluate;

import static org.apache.spark.sql.functions.lit;

import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.RiskBands;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures a model on rows that were added after the training. */
public final class LaterRows {

  /**
   * How a model did on rows with a label.
   *
   * @param auc area under the ROC curve of the raw probability with its 95 % interval; empty unless
   *     both classes occur
   * @param level mean calibrated probability and default rate of all rows
   * @param grades the same grade by grade; empty without grades
   */
  public record ObservedQuality(
      Optional<Metric> auc, RiskGrade level, Optional<GradeTable> grades) {}

  private final Calibrator calibrator;
  private final double shift;

  /**
   * Creates a measurement.
   *
   * @param calibrator calibrator of the probability that is compared with outcomes
   * @param shift what the anchor to a long-run rate adds to its intercept: only grades are assigned
   *     by the anchored probability
   */
  public LaterRows(Calibrator calibrator, double shift) {
    this.calibrator = calibrator;
    this.shift = shift;
  }

  /**
   * Measures rows with a label, in two Spark jobs; empty without rows.
   *
   * @param predictions columns as in {@link PredictionColumns}; every row must be of the part
   *     {@code test} and have a label and a weight; read twice
   */
  public Optional<ObservedQuality> measure(Dataset<Row> predictions, Optional<RiskBands> grades) {
    CurveReader.PartCurves curves = CurveReader.readSome(predictions);
    return Optional.ofNullable(curves.byMargin().get(SplitPart.TEST))
        .filter(margins -> margins.total() > 0)
        .map(
            margins ->
                new ObservedQuality(
                    Optional.of(curves.byProbability().get(SplitPart.TEST))
                        .filter(ScoreCurve::hasBothClasses)
                        .map(CurveMetrics::auc),
                    RiskGrades.all(margins, calibrator),
                    grades.map(bands -> graded(margins, bands))));
  }

  private GradeTable graded(ScoreCurve margins, RiskBands bands) {
    Calibrator anchored = calibrator.withIntercept(calibrator.intercept() + shift);
    return RiskGrades.of(margins, anchored, calibrator, bands);
  }

  /**
   * Estimates how rows without a label will turn out, in two Spark jobs; empty without rows.
   *
   * @param predictions as for {@link #measure}, but labels are not read
   */
  public Optional<ExpectedQuality> expect(Dataset<Row> predictions) {
    Dataset<Row> rows = predictions.withColumn(PredictionColumns.LABEL, lit(0f));
    return Optional.ofNullable(CurveReader.readSome(rows).byMargin().get(SplitPart.TEST))
        .filter(margins -> margins.total() > 0)
        .map(margins -> SoftLabels.expect(margins, calibrator));
  }
}
