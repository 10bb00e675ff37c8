package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.split.SplitSummary;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * What sees the rows of the parts while they are scored.
 *
 * @param samples samples of the parts
 * @param vintages the rows by month, if they have an event time
 */
public record RowObservers(Map<SplitPart, RowSample> samples, Optional<VintageRows> vintages) {
  /** Nothing sees them. */
  static final RowObservers NONE = new RowObservers(Map.of(), Optional.empty());

  /**
   * Plans samples of train and test.
   *
   * @param width number of inputs of a row
   */
  public static RowObservers of(
      SparkSession spark, SplitSummary split, int width, Optional<VintageRows> vintages) {
    Map<SplitPart, RowSample> samples = new EnumMap<>(SplitPart.class);
    for (SplitPart part : List.of(SplitPart.TRAIN, SplitPart.TEST)) {
      samples.put(part, RowSample.of(spark, split.parts().get(part).rows(), width));
    }
    return new RowObservers(samples, vintages);
  }

  /** Returns the columns that are read for them alone and become no column of the predictions. */
  public List<String> columns(SplitPart part) {
    return vintages.isPresent() && VintageRows.PARTS.contains(part)
        ? List.of(StagedColumns.TIME)
        : List.of();
  }

  /**
   * Returns what sees the rows of a part.
   *
   * @param at index of the first of their own columns among the values of a row
   */
  RowObserver of(SplitPart part, int at) {
    RowObserver sample =
        samples.containsKey(part) ? samples.get(part).observer() : RowObserver.NONE;
    return columns(part).isEmpty() ? sample : sample.and(vintages.orElseThrow().observer(part, at));
  }
}
