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

import io.riskmesh.config.Part;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** Reads the parts' curves off the predictions: one aggregation by part and score. */
final class Curves {
  private static final long EXACT_ROWS = 1L << 20;
  private static final double GRID = 1 << 15;
  private static final double FARTHEST = 16;

  private Curves() {}

  static Map<Part, Curve> read(Dataset<Row> predictions) {
    return read(predictions, EXACT_ROWS);
  }

  /**
   * @param exactRows rows of a part above which its scores are rounded to the grid
   */
  static Map<Part, Curve> read(Dataset<Row> predictions, long exactRows) {
    return read(predictions, Census.of(predictions).requireEveryPart(), exactRows);
  }

  /** The curves of the parts that have rows. */
  static Map<Part, Curve> read(Dataset<Row> predictions, Census census) {
    return read(predictions, census, EXACT_ROWS);
  }

  private static Map<Part, Curve> read(Dataset<Row> predictions, Census census, long exactRows) {
    FixedPoint weights = FixedPoint.of(census);
    List<Points> points =
        sums(predictions, weights, score(census, exactRows))
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(Curves::points)
            .collect();
    Map<Part, Curve> curves = new TreeMap<>();
    for (Part part : census.rows().keySet()) {
      curves.put(part, Points.curve(points, part.key(), weights));
    }
    return curves;
  }

  static Part part(String key) {
    return Stream.of(Part.values())
        .filter(part -> part.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no part " + key));
  }

  /** Sums of longs: exact, whatever the order in which Spark takes the rows. */
  private static Dataset<Row> sums(Dataset<Row> predictions, FixedPoint weights, Column score) {
    Column positive = col(Predictions.LABEL).equalTo(1);
    return predictions
        .groupBy(col(Predictions.PART), score.as("score"))
        .agg(
            sum(when(positive, weights.weight()).otherwise(0L)),
            sum(when(positive, weights.square()).otherwise(0L)),
            sum(when(positive, 0L).otherwise(weights.weight())),
            sum(when(positive, 0L).otherwise(weights.square())));
  }

  private static Column score(Census census, long exactRows) {
    Object[] large =
        census.rows().entrySet().stream()
            .filter(part -> part.getValue() > exactRows)
            .map(part -> part.getKey().key())
            .toArray();
    Column exact = col(Predictions.PROBABILITY);
    return large.length == 0
        ? exact
        : when(col(Predictions.PART).isin(large), onGrid(exact.cast("double"))).otherwise(exact);
  }

  private static Column onGrid(Column probability) {
    double least = 1 / (1 + StrictMath.exp(FARTHEST));
    Column p = least(greatest(probability, lit(least)), lit(1 - least));
    Column cell = rint(log(p.divide(lit(1).minus(p))).multiply(GRID)).divide(GRID);
    return lit(1).divide(exp(cell.multiply(-1)).plus(1)).cast("float");
  }

  /** A task's groups in plain arrays: a tenth of the room that rows take on the driver. */
  private static Iterator<Points> points(Iterator<InternalRow> groups) {
    Map<String, Points> parts = new TreeMap<>();
    while (groups.hasNext()) {
      InternalRow group = groups.next();
      parts.computeIfAbsent(group.getUTF8String(0).toString(), Points::new).add(group);
    }
    return parts.values().iterator();
  }
}
