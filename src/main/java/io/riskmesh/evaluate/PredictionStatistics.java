package io.riskmesh.evaluate;

import static org.apache.spark.sql.functions.col;

import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.FixedPoint;
import io.riskmesh.rows.PlainRows;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Statistics of the predictions that are needed before they can be summed.
 *
 * @param rows number of rows per part
 * @param lightest smallest weight of all rows
 * @param heaviest largest weight of all rows
 */
record PredictionStatistics(Map<SplitPart, Long> rows, float lightest, float heaviest) {

  /**
   * Counts the rows per part, in one Spark job, and rejects values that would lead to NaN.
   *
   * @throws RunException as {@link Evaluator#evaluate}
   */
  static PredictionStatistics measure(Dataset<Row> predictions) {
    Map<SplitPart, Long> rows = new TreeMap<>();
    float lightest = Float.POSITIVE_INFINITY;
    float heaviest = 0;
    for (Map.Entry<String, PartCounts> found : counted(predictions).entrySet()) {
      SplitPart part = part(found.getKey());
      PartCounts counts = found.getValue();
      refuse(part, counts.labels, Outcome.DATA_QUALITY, "labels other than 0 and 1");
      refuse(part, counts.weights, Outcome.DATA_QUALITY, "weights that are negative or missing");
      refuse(part, counts.scores, Outcome.FAILED, "predictions that are not probabilities");
      rows.put(part, counts.rows);
      lightest = Math.min(lightest, counts.lightest);
      heaviest = Math.max(heaviest, counts.heaviest);
    }
    return new PredictionStatistics(rows, lightest, heaviest);
  }

  /**
   * Returns weights in the finest unit for which the sum over all rows fits into a long; 1 without
   * weights.
   */
  FixedPoint weightUnit() {
    return weighted() ? FixedPoint.of(total(), heaviest) : FixedPoint.UNWEIGHTED;
  }

  /**
   * Returns these statistics if train, validation and test have rows.
   *
   * @throws RunException {@code DATA_QUALITY} if one of them has no rows
   */
  PredictionStatistics requireEveryPart() {
    for (SplitPart part : SplitPart.STANDARD) {
      if (!rows.containsKey(part)) {
        throw new RunException(
            Outcome.DATA_QUALITY, part.key() + " has no rows; change split.ratios or the filter");
      }
    }
    return this;
  }

  long total() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  boolean weighted() {
    return lightest != 1 || heaviest != 1;
  }

  /** Counts of the rows of one part. */
  private static final class PartCounts implements Serializable {
    private static final long serialVersionUID = 1L;

    private long rows;

    /** Rows whose label, weight or score is not valid. */
    private long labels;

    private long weights;
    private long scores;
    private float lightest = Float.POSITIVE_INFINITY;
    private float heaviest;

    void add(InternalRow row, int[] at) {
      float label = number(row, at[1]);
      float weight = number(row, at[2]);
      float score = number(row, at[3]);
      rows++;
      labels += label == 0 || label == 1 ? 0 : 1;
      weights += weight >= 0 && weight <= Float.MAX_VALUE ? 0 : 1;
      scores += score >= 0 && score <= 1 ? 0 : 1;
      lightest = Math.min(lightest, weight);
      heaviest = Math.max(heaviest, weight);
    }

    private static float number(InternalRow row, int at) {
      return row.isNullAt(at) ? Float.NaN : row.getFloat(at);
    }

    PartCounts add(PartCounts other) {
      rows += other.rows;
      labels += other.labels;
      weights += other.weights;
      scores += other.scores;
      lightest = Math.min(lightest, other.lightest);
      heaviest = Math.max(heaviest, other.heaviest);
      return this;
    }
  }

  private static Map<String, PartCounts> counted(Dataset<Row> predictions) {
    PlainRows plain =
        PlainRows.of(
            predictions.select(
                col(PredictionColumns.PART),
                col(PredictionColumns.LABEL),
                col(PredictionColumns.WEIGHT),
                col(PredictionColumns.PROBABILITY)));
    StructType schema = plain.schema();
    int[] at =
        Stream.of(
                PredictionColumns.PART,
                PredictionColumns.LABEL,
                PredictionColumns.WEIGHT,
                PredictionColumns.PROBABILITY)
            .mapToInt(schema::fieldIndex)
            .toArray();
    Map<String, PartCounts> all = new TreeMap<>();
    plain
        .rows()
        .mapPartitions(rows -> List.of(counted(rows, at)).iterator())
        .collect()
        .forEach(some -> some.forEach((part, counts) -> all.merge(part, counts, PartCounts::add)));
    return all;
  }

  private static Map<String, PartCounts> counted(Iterator<InternalRow> rows, int[] at) {
    Map<UTF8String, PartCounts> counts = new HashMap<>();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      UTF8String part = row.getUTF8String(at[0]);
      PartCounts some = counts.get(part);
      if (some == null) {
        some = new PartCounts();
        counts.put(part.copy(), some);
      }
      some.add(row, at);
    }
    Map<String, PartCounts> named = new HashMap<>();
    counts.forEach((part, some) -> named.put(part.toString(), some));
    return named;
  }

  private static SplitPart part(String key) {
    return Stream.of(SplitPart.values())
        .filter(part -> part.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown part " + key));
  }

  private static void refuse(SplitPart part, long rows, Outcome outcome, String what) {
    if (rows > 0) {
      throw new RunException(
          outcome,
          "%s has %d rows with %s; prepare and train again".formatted(part.key(), rows, what));
    }
  }
}
