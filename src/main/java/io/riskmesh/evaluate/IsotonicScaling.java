package io.riskmesh.evaluate;

import io.riskmesh.model.Calibrator;
import io.riskmesh.model.Calibrator.CalibrationPoint;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.mllib.regression.IsotonicRegression;
import org.apache.spark.mllib.regression.IsotonicRegressionModel;
import org.apache.spark.sql.SparkSession;
import scala.Tuple3;

/**
 * Fits the rising curve of the margin with the least squared distance from the outcomes: isotonic
 * regression, Zadrozny and Elkan, Transforming Classifier Scores into Accurate Multiclass
 * Probability Estimates, 2002, as Spark implements it.
 *
 * <p>A probability of 0 or 1 has no log odds, and no sample proves it. All are therefore kept
 * between Platt's targets, 1 / (n + 2) of the negatives and (n + 1) / (n + 2) of the positives,
 * where n is the effective number of rows of the class: the same bounds that {@link PlattScaling}
 * has.
 *
 * <p>The curve, at most 2^20 + 1 margins, is one ordered partition: the same rows give the same
 * bits, however they were partitioned.
 */
final class IsotonicScaling {
  private IsotonicScaling() {}

  /**
   * Fits a calibrator to a curve whose scores are margins. It is the identity if the outcomes
   * determine none, as for {@link PlattScaling#fit}.
   */
  static CalibratorFit fit(ScoreCurve margins, SparkSession spark) {
    String obstacle = PlattScaling.obstacle(margins);
    if (obstacle != null) {
      return CalibratorFit.none(obstacle);
    }
    List<CalibrationPoint> points = points(regression(margins, spark), margins);
    double least = points.get(0).probability();
    double most = points.get(points.size() - 1).probability();
    return most > least
        ? new CalibratorFit(new Calibrator(1, 0, points), "isotonic regression on validation", null)
        : CalibratorFit.none("a higher margin does not mean more defaults");
  }

  private static List<CalibrationPoint> points(IsotonicRegressionModel model, ScoreCurve margins) {
    double least = 1 / (margins.negatives().effectiveRows() + 2);
    double positives = margins.positives().effectiveRows();
    double most = (positives + 1) / (positives + 2);
    return IntStream.range(0, model.boundaries().length)
        .mapToObj(
            i ->
                new CalibrationPoint(
                    model.boundaries()[i], Math.max(least, Math.min(model.predictions()[i], most))))
        .toList();
  }

  private static IsotonicRegressionModel regression(ScoreCurve margins, SparkSession spark) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    Broadcast<double[][]> sums = context.broadcast(sums(margins));
    try {
      JavaRDD<Tuple3<Double, Double, Double>> points =
          context.parallelize(List.of(0), 1).flatMap(one -> points(sums.value()));
      return new IsotonicRegression().setIsotonic(true).run(points);
    } finally {
      sums.destroy();
    }
  }

  /** Returns the share of positives, the margin and the weight of every margin with a weight. */
  private static double[][] sums(ScoreCurve margins) {
    return IntStream.range(0, margins.size())
        .filter(i -> margins.at(i) > 0)
        .mapToObj(
            i ->
                new double[] {
                  margins.positives().at(i) / margins.at(i), margins.score(i), margins.at(i)
                })
        .toArray(double[][]::new);
  }

  private static Iterator<Tuple3<Double, Double, Double>> points(double[][] sums) {
    List<Tuple3<Double, Double, Double>> points = new ArrayList<>(sums.length);
    for (double[] sum : sums) {
      points.add(new Tuple3<>(sum[0], sum[1], sum[2]));
    }
    return points.iterator();
  }
}
