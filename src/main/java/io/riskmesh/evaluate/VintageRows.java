package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.model.Calibrator;
import io.riskmesh.rows.RowChoice;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.SplitSummary.PartSummary;
import io.riskmesh.split.VintagePeriod;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The test and out-of-time rows by month, seen while they are scored. Above 2^20 rows it is a
 * sample that depends on the identifiers of the rows alone; the driver holds 16 bytes per row.
 */
public final class VintageRows {
  /** Parts that no choice depends on. */
  static final List<SplitPart> PARTS = List.of(SplitPart.TEST, SplitPart.OUT_OF_TIME);

  private static final int MOST_ROWS = 1 << 20;

  private final long all;
  private final double share;
  private final boolean masked;
  private final TimedRowAccumulator found;

  private VintageRows(long all, double share, boolean masked, TimedRowAccumulator found) {
    this.all = all;
    this.share = share;
    this.masked = masked;
    this.found = found;
  }

  /**
   * Plans what is to be seen.
   *
   * @param masked whether event times must not be shown
   */
  public static VintageRows of(SparkSession spark, SplitSummary split, boolean masked) {
    PartSummary later = split.parts().get(SplitPart.OUT_OF_TIME);
    long all = split.measured().rows() + (later == null ? 0 : later.rows());
    return of(spark, all, MOST_ROWS, masked);
  }

  static VintageRows of(SparkSession spark, long all, int most, boolean masked) {
    TimedRowAccumulator found = new TimedRowAccumulator();
    // Without a name, it stays out of event logs.
    spark.sparkContext().register(found);
    return new VintageRows(all, (double) most / all, masked, found);
  }

  /**
   * Returns what must see the rows of the part.
   *
   * @param time index of the event time among the values of a row, in microseconds since 1970
   */
  RowObserver observer(SplitPart part, int time) {
    return observing(found, share, part, time);
  }

  private static RowObserver observing(
      TimedRowAccumulator found, double share, SplitPart part, int time) {
    return schema ->
        new RowObserver.TaskRows() {
          private final TimedRows mine = new TimedRows();

          @Override
          public void see(
              Object[] row,
              String[] groups,
              float[] inputs,
              int at,
              float margin,
              float probability) {
            if (share >= 1 || RowChoice.isChosen(PredictionColumns.id(row), share)) {
              mine.add(
                  part,
                  VintagePeriod.month((Long) row[time]),
                  PredictionColumns.label(row) == 1,
                  PredictionColumns.weight(row),
                  margin);
            }
          }

          @Override
          public void end() {
            found.add(mine);
          }
        };
  }

  /**
   * Computes the metrics of the rows that were seen.
   *
   * @param calibrator fitted on validation and not anchored
   */
  VintageTable table(Calibrator calibrator) {
    return VintageMetrics.of(found.value(), calibrator).table(all, masked);
  }
}
