package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.split.SplitSummary;
import java.util.ArrayList;
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
 * @param groups the test rows by group, if the job groups them
 * @param references other models that score the test rows
 */
public record RowObservers(
    Map<SplitPart, RowSample> samples,
    Optional<VintageRows> vintages,
    Optional<SubgroupTally> groups,
    ReferenceScores references) {
  /** Nothing sees them. */
  static final RowObservers NONE =
      new RowObservers(Map.of(), Optional.empty(), Optional.empty(), ReferenceScores.NONE);

  /**
   * Plans samples of train and test.
   *
   * @param width number of inputs of a row
   */
  public static RowObservers of(
      SparkSession spark,
      SplitSummary split,
      int width,
      Optional<VintageRows> vintages,
      Optional<SubgroupTally> groups,
      ReferenceScores references) {
    Map<SplitPart, RowSample> samples = new EnumMap<>(SplitPart.class);
    // A row that was predicted out of fold has the inputs of another model than the published one.
    for (SplitPart part :
        split.hasFolds() ? List.of(SplitPart.TRAIN) : List.of(SplitPart.TRAIN, SplitPart.TEST)) {
      samples.put(part, RowSample.of(spark, split.parts().get(part).rows(), width));
    }
    return new RowObservers(samples, vintages, groups, references);
  }

  /** Returns the columns that are read for them alone and become no column of the predictions. */
  public List<String> columns(SplitPart part) {
    List<String> columns = new ArrayList<>(seen(part));
    if (isGrouped(part)) {
      groups.ifPresent(tally -> columns.addAll(tally.columns()));
    }
    return columns;
  }

  /** Returns whether groups of rows of a part are read: those of test and of what is explained. */
  private boolean isGrouped(SplitPart part) {
    return part == SplitPart.TEST
        || (part == SplitPart.TRAIN && !samples.containsKey(SplitPart.TEST));
  }

  /** Returns the sample of rows by which the published model is explained. */
  public List<SampledRow> explained() {
    return samples.getOrDefault(SplitPart.TEST, samples.get(SplitPart.TRAIN)).rows();
  }

  /** Returns those of the columns whose values they see; groups are read in another way. */
  List<String> seen(SplitPart part) {
    return vintages.isPresent() && VintageRows.PARTS.contains(part)
        ? List.of(StagedColumns.TIME)
        : List.of();
  }

  /**
   * Returns what sees the rows of a part.
   *
   * @param at index of the first of the columns that they see among the values of a row
   */
  RowObserver of(SplitPart part, int at) {
    RowObserver sample =
        samples.containsKey(part) ? samples.get(part).observer() : RowObserver.NONE;
    RowObserver grouped =
        isGrouped(part)
            ? groups
                .map(tally -> part == SplitPart.TEST ? tally.observer() : tally.reader())
                .map(tally -> tally.and(sample))
                .orElse(sample)
            : sample;
    return seen(part).isEmpty() ? grouped : grouped.and(vintages.orElseThrow().observer(part, at));
  }
}
