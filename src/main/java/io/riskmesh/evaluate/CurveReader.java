package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.FixedPoint;
import io.riskmesh.rows.PlainRows;
import io.riskmesh.rows.RowCollector;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.spark.ClassicSession;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads the curves of the parts from the predictions, in two scans. */
final class CurveReader {
  private static final long EXACT_ROWS = 1L << 20;

  /** Sums of a part by score, on their way to the task that adds them up. */
  private static final StructType SUMS =
      new StructType()
          .add("part", DataTypes.StringType, false)
          .add("scale", DataTypes.StringType, false)
          .add("score", DataTypes.FloatType, false)
          .add("positives", DataTypes.LongType, false)
          .add("positiveSquares", DataTypes.LongType, false)
          .add("negatives", DataTypes.LongType, false)
          .add("negativeSquares", DataTypes.LongType, false);

  private static final int KEYS = 3;

  private CurveReader() {}

  /**
   * The curves of the parts that have rows.
   *
   * @param byProbability by the booster's raw probability
   * @param byMargin by margin, of all parts but train: a calibration is fitted on validation and
   *     evaluated on the others
   */
  record PartCurves(
      Map<SplitPart, ScoreCurve> byProbability, Map<SplitPart, ScoreCurve> byMargin) {}

  /**
   * Reads predictions of all parts; runs two Spark jobs.
   *
   * @param predictions columns as in {@link PredictionColumns}
   */
  static PartCurves read(Dataset<Row> predictions) {
    return read(predictions, EXACT_ROWS);
  }

  /**
   * Reads predictions of all parts.
   *
   * @param exactRows number of rows of a part above which its scores are rounded to the grid
   */
  static PartCurves read(Dataset<Row> predictions, long exactRows) {
    return read(
        predictions, PredictionStatistics.measure(predictions).requireEveryPart(), exactRows);
  }

  /** Reads predictions that may lack some of the parts. */
  static PartCurves readSome(Dataset<Row> predictions) {
    return read(predictions, PredictionStatistics.measure(predictions), EXACT_ROWS);
  }

  private static PartCurves read(
      Dataset<Row> predictions, PredictionStatistics census, long exactRows) {
    FixedPoint weights = census.weightUnit();
    Set<SplitPart> rounded = EnumSet.noneOf(SplitPart.class);
    census.rows().forEach((part, rows) -> addIf(rows > exactRows, part, rounded));
    PlainRows plain =
        PlainRows.of(
            predictions.select(
                CurveScan.COLUMNS.stream().map(StagedColumns::column).toArray(Column[]::new)));
    StructType schema = plain.schema();
    JavaRDD<CurvePoints> points =
        plain
            .rows()
            .mapPartitions(
                rows -> RowCollector.collect(rows, new CurveScan(schema, weights, rounded)));
    // Few exact scores are added up on the driver; those of the grid occur in every task.
    List<CurvePoints> found =
        rounded.isEmpty() ? points.collect() : summed(predictions, points).collect();
    return new PartCurves(
        curves(found, ScoreScale.PROBABILITY, weights), curves(found, ScoreScale.MARGIN, weights));
  }

  private static void addIf(boolean isLarge, SplitPart part, Set<SplitPart> parts) {
    if (isLarge) {
      parts.add(part);
    }
  }

  private static Map<SplitPart, ScoreCurve> curves(
      List<CurvePoints> found, ScoreScale scale, FixedPoint weights) {
    Map<SplitPart, ScoreCurve> curves = new EnumMap<>(SplitPart.class);
    for (SplitPart part : SplitPart.values()) {
      List<CurvePoints> points =
          found.stream().filter(p -> p.part() == part && p.scale() == scale).toList();
      if (!points.isEmpty()) {
        curves.put(part, CurvePoints.curve(points, weights));
      }
    }
    return curves;
  }

  /** Adds up the sums of all tasks; sums of longs are exact in whatever order they arrive. */
  private static JavaRDD<CurvePoints> summed(
      Dataset<Row> predictions, JavaRDD<CurvePoints> points) {
    Dataset<Row> sums =
        ClassicSession.frame(
            predictions.sparkSession(), points.flatMap(CurveReader::rows).rdd(), SUMS);
    Column[] keys = columns(0, KEYS).toArray(Column[]::new);
    List<Column> totals = columns(KEYS, SUMS.length()).map(functions::sum).toList();
    return sums.groupBy(keys)
        .agg(totals.get(0), totals.subList(1, totals.size()).toArray(Column[]::new))
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(CurveReader::points);
  }

  private static Stream<Column> columns(int from, int to) {
    return Arrays.stream(SUMS.fieldNames(), from, to).map(StagedColumns::column);
  }

  private static Iterator<InternalRow> rows(CurvePoints points) {
    UTF8String part = UTF8String.fromString(points.part().name());
    UTF8String scale = UTF8String.fromString(points.scale().name());
    return IntStream.range(0, points.size())
        .<InternalRow>mapToObj(
            i ->
                new GenericInternalRow(
                    new Object[] {
                      part,
                      scale,
                      points.score(i),
                      points.sum(i, 0),
                      points.sum(i, 1),
                      points.sum(i, 2),
                      points.sum(i, 3)
                    }))
        .iterator();
  }

  private static Iterator<CurvePoints> points(Iterator<InternalRow> sums) {
    Map<List<String>, CurvePoints> points = new HashMap<>();
    while (sums.hasNext()) {
      InternalRow sum = sums.next();
      points
          .computeIfAbsent(
              List.of(sum.getString(0), sum.getString(1)),
              key -> new CurvePoints(SplitPart.valueOf(key.get(0)), ScoreScale.valueOf(key.get(1))))
          .add(sum.getFloat(2), sum.getLong(3), sum.getLong(4), sum.getLong(5), sum.getLong(6));
    }
    return points.values().stream().map(CurvePoints::trimmed).iterator();
  }
}
