package io.riskmesh.evaluate;

import io.riskmesh.rows.RowChoice;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;

/**
 * A sample of the rows of a part, taken while they are scored. It depends on the identifiers of the
 * rows alone, not on their order or partitions.
 */
public final class RowSample {
  /** Most rows of a sample, and most inputs of all its rows: 16 MB on the driver. */
  private static final int MOST_ROWS = 1 << 14;

  private static final int MOST_INPUTS = 1 << 22;

  private final double share;
  private final int width;
  private final CollectionAccumulator<SampledRow> found;

  private RowSample(double share, int width, CollectionAccumulator<SampledRow> found) {
    this.share = share;
    this.width = width;
    this.found = found;
  }

  /**
   * Plans a sample: all rows of the part, or about as many as the driver shall hold.
   *
   * @param rows number of rows of the part
   * @param width number of inputs of a row
   */
  public static RowSample of(SparkSession spark, long rows, int width) {
    int most = Math.max(1, Math.min(MOST_ROWS, MOST_INPUTS / Math.max(1, width)));
    return of(spark, rows, width, most);
  }

  static RowSample of(SparkSession spark, long rows, int width, int most) {
    return new RowSample(
        (double) most / rows,
        width,
        // Without a name, it stays out of event logs.
        spark.sparkContext().collectionAccumulator());
  }

  /** Returns the rows that were scored, in an order that depends on them alone. */
  public List<SampledRow> rows() {
    return found.value().stream().sorted(SampledRow.ORDER).toList();
  }

  /** Returns what must see the rows of the part. */
  RowObserver observer() {
    return collecting(found, share, width);
  }

  private static RowObserver collecting(
      CollectionAccumulator<SampledRow> found, double share, int width) {
    return schema ->
        (row, groups, inputs, at, margin, probability) -> {
          long id = PredictionColumns.id(row);
          if (share >= 1 || RowChoice.isChosen(id, share)) {
            found.add(
                new SampledRow(
                    id,
                    PredictionColumns.label(row),
                    PredictionColumns.weight(row),
                    margin,
                    probability,
                    Arrays.copyOfRange(inputs, at, at + width),
                    groups));
          }
        };
  }
}
