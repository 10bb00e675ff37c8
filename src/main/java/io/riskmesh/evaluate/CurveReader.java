package io.riskmesh.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.SplitPart;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Computes the curves of the parts from the predictions, with one aggregation by part and score.
 */
final class CurveReader {
  private static final long EXACT_ROWS = 1L << 20;
  private static final double GRID = 1 << 15;
  private static final double FARTHEST = 16;

  private final Dataset<Row> predictions;
  private final PredictionStatistics census;
  private final FixedPoint weights;
  private final long exactRows;

  /**
   * Creates a reader of predictions.
   *
   * @param predictions columns as in {@link PredictionColumns}
   * @param census statistics of the predictions
   * @param weights weights as whole numbers
   * @param exactRows number of rows of a part above which its scores are rounded to the grid
   */
  private CurveReader(
      Dataset<Row> predictions, PredictionStatistics census, FixedPoint weights, long exactRows) {
    this.predictions = predictions;
    this.census = census;
    this.weights = weights;
    this.exactRows = exactRows;
  }

  /** Opens predictions of all parts, with one Spark job that counts them. */
  static CurveReader open(Dataset<Row> predictions) {
    return open(predictions, EXACT_ROWS);
  }

  static CurveReader open(Dataset<Row> predictions, long exactRows) {
    return open(
        predictions, PredictionStatistics.measure(predictions).requireEveryPart(), exactRows);
  }

  /** Opens predictions that may lack some of the parts, with one Spark job that counts them. */
  static CurveReader openSome(Dataset<Row> predictions) {
    return open(predictions, PredictionStatistics.measure(predictions), EXACT_ROWS);
  }

  private static CurveReader open(
      Dataset<Row> predictions, PredictionStatistics census, long exactRows) {
    return new CurveReader(predictions, census, FixedPoint.of(census), exactRows);
  }

  /** Reads the curves of all parts by the booster's raw probability, in one Spark job. */
  Map<SplitPart, ScoreCurve> readByProbability() {
    Column exact = col(PredictionColumns.PROBABILITY);
    Column p = exact.cast("double");
    double least = 1 / (1 + StrictMath.exp(FARTHEST));
    Column inside = least(greatest(p, lit(least)), lit(1 - least));
    Column cell = onGrid(log(inside.divide(lit(1).minus(inside))));
    return read(exact, lit(1).divide(exp(cell.multiply(-1)).plus(1)), List.of(SplitPart.values()));
  }

  /**
   * Reads the curves by margin of the parts on which a calibration is fitted and evaluated, in one
   * Spark job.
   */
  Map<SplitPart, ScoreCurve> readByMargin() {
    Column exact = col(PredictionColumns.MARGIN);
    Column inside = least(greatest(exact.cast("double"), lit(-FARTHEST)), lit(FARTHEST));
    return read(exact, onGrid(inside), List.of(SplitPart.VALIDATION, SplitPart.TEST));
  }

  private static Column onGrid(Column logit) {
    return rint(logit.multiply(GRID)).divide(GRID);
  }

  private Map<SplitPart, ScoreCurve> read(Column exact, Column rounded, List<SplitPart> parts) {
    List<CurvePoints> points =
        sums(score(exact, rounded), parts)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(CurveReader::points)
            .collect();
    Map<SplitPart, ScoreCurve> curves = new TreeMap<>();
    for (SplitPart part : parts) {
      if (census.rows().containsKey(part)) {
        curves.put(part, CurvePoints.curve(points, part.key(), weights));
      }
    }
    return curves;
  }

  static SplitPart part(String key) {
    return Stream.of(SplitPart.values())
        .filter(part -> part.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown part " + key));
  }

  /** Sums weights as longs, which is exact in whatever order Spark processes the rows. */
  private Dataset<Row> sums(Column score, List<SplitPart> parts) {
    Column positive = col(PredictionColumns.LABEL).equalTo(1);
    return predictions
        .filter(col(PredictionColumns.PART).isin(parts.stream().map(SplitPart::key).toArray()))
        .groupBy(col(PredictionColumns.PART), score.as("score"))
        .agg(
            sum(when(positive, weights.weight()).otherwise(0L)),
            sum(when(positive, weights.square()).otherwise(0L)),
            sum(when(positive, 0L).otherwise(weights.weight())),
            sum(when(positive, 0L).otherwise(weights.square())));
  }

  private Column score(Column exact, Column rounded) {
    Object[] large =
        census.rows().entrySet().stream()
            .filter(part -> part.getValue() > exactRows)
            .map(part -> part.getKey().key())
            .toArray();
    return large.length == 0
        ? exact
        : when(col(PredictionColumns.PART).isin(large), rounded.cast("float")).otherwise(exact);
  }

  /** Collects a task's groups in plain arrays, which need a tenth of the driver memory of rows. */
  private static Iterator<CurvePoints> points(Iterator<InternalRow> groups) {
    Map<String, CurvePoints> parts = new TreeMap<>();
    while (groups.hasNext()) {
      InternalRow group = groups.next();
      parts.computeIfAbsent(group.getUTF8String(0).toString(), CurvePoints::new).add(group);
    }
    return parts.values().iterator();
  }
}
