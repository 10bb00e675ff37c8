package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.FixedPoint;
import io.riskmesh.rows.RowCollector;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Sums the predictions of a task by part and score, on both scales at once. */
final class CurveScan implements RowCollector<CurvePoints> {
  /** Columns that are read. */
  static final List<String> COLUMNS =
      List.of(
          PredictionColumns.PART,
          PredictionColumns.LABEL,
          PredictionColumns.WEIGHT,
          PredictionColumns.MARGIN,
          PredictionColumns.PROBABILITY);

  private final int[] at;
  private final FixedPoint weights;
  private final Set<SplitPart> rounded;
  private final Map<UTF8String, SplitPart> parts = new HashMap<>();
  private final Map<SplitPart, CurvePoints> byProbability = new EnumMap<>(SplitPart.class);
  private final Map<SplitPart, CurvePoints> byMargin = new EnumMap<>(SplitPart.class);

  /**
   * Creates a scan.
   *
   * @param schema columns of the rows
   * @param rounded parts whose scores are rounded to the grid
   */
  CurveScan(StructType schema, FixedPoint weights, Set<SplitPart> rounded) {
    this.at = COLUMNS.stream().mapToInt(schema::fieldIndex).toArray();
    this.weights = weights;
    this.rounded = rounded;
    for (SplitPart part : SplitPart.values()) {
      parts.put(UTF8String.fromString(part.key()), part);
    }
    clear();
  }

  private void clear() {
    for (SplitPart part : SplitPart.values()) {
      byProbability.put(part, new CurvePoints(part, ScoreScale.PROBABILITY));
      byMargin.put(part, new CurvePoints(part, ScoreScale.MARGIN));
    }
  }

  @Override
  public void add(InternalRow row) {
    SplitPart part = parts.get(row.getUTF8String(at[0]));
    boolean isPositive = row.getFloat(at[1]) == 1;
    long weight = weights.weight(row.getFloat(at[2]));
    long square = weights.square(row.getFloat(at[2]));
    add(byProbability.get(part), row.getFloat(at[4]), isPositive, weight, square);
    // A calibration is fitted on validation and evaluated on test.
    if (part != SplitPart.TRAIN) {
      add(byMargin.get(part), row.getFloat(at[3]), isPositive, weight, square);
    }
  }

  private void add(CurvePoints points, float exact, boolean isPositive, long weight, long square) {
    float score = rounded.contains(points.part()) ? points.scale().rounded(exact) : exact;
    points.add(score, isPositive, weight, square);
  }

  private Stream<CurvePoints> all() {
    return Stream.concat(byProbability.values().stream(), byMargin.values().stream());
  }

  @Override
  public int size() {
    return all().mapToInt(CurvePoints::size).sum();
  }

  @Override
  public Iterator<CurvePoints> results() {
    List<CurvePoints> results =
        all().filter(points -> points.size() > 0).map(CurvePoints::trimmed).toList();
    clear();
    return results.iterator();
  }
}
