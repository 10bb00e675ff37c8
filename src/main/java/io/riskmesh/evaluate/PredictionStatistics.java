package io.riskmesh.evaluate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.SplitPart;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
    for (Row found : aggregate(predictions)) {
      SplitPart part = part(found.getString(0));
      refuse(part, found.getLong(2), Outcome.DATA_QUALITY, "labels other than 0 and 1");
      refuse(part, found.getLong(3), Outcome.DATA_QUALITY, "weights that are negative or missing");
      refuse(part, found.getLong(4), Outcome.FAILED, "predictions that are not probabilities");
      rows.put(part, found.getLong(1));
      lightest = Math.min(lightest, found.getFloat(5));
      heaviest = Math.max(heaviest, found.getFloat(6));
    }
    return new PredictionStatistics(rows, lightest, heaviest);
  }

  /**
   * Returns these statistics if every part has rows.
   *
   * @throws RunException {@code DATA_QUALITY} if a part has no rows
   */
  PredictionStatistics requireEveryPart() {
    for (SplitPart part : SplitPart.values()) {
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

  private static Row[] aggregate(Dataset<Row> predictions) {
    Column label = col(PredictionColumns.LABEL);
    Column weight = col(PredictionColumns.WEIGHT);
    return (Row[])
        predictions
            .groupBy(PredictionColumns.PART)
            .agg(
                count(lit(1)),
                unless(label.isin(0, 1)),
                unless(weight.between(0, Float.MAX_VALUE)),
                unless(col(PredictionColumns.PROBABILITY).between(0, 1)),
                min(weight),
                max(weight))
            .collect();
  }

  private static SplitPart part(String key) {
    return Stream.of(SplitPart.values())
        .filter(part -> part.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown part " + key));
  }

  private static Column unless(Column condition) {
    return sum(when(coalesce(condition, lit(false)), 0).otherwise(1));
  }

  private static void refuse(SplitPart part, long rows, Outcome outcome, String what) {
    if (rows > 0) {
      throw new RunException(
          outcome,
          "%s has %d rows with %s; prepare and train again".formatted(part.key(), rows, what));
    }
  }
}
