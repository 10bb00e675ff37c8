package io.riskmesh.screen;

import io.riskmesh.rows.PlainRows;
import io.riskmesh.rows.RowChoice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** Train rows by the key of each feature, counted in one scan. */
final class TrainTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Most keys of the sampled rows together: 16 MB on the driver. */
  private static final long MOST_KEYS = 1L << 21;

  private static final long MOST_ROWS = 1L << 14;

  /** The keys of a sampled row. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared by value.
  record SampledKeys(long id, long[] keys) implements Serializable {}

  private final List<CellTally> cells;

  /** Per feature: rows without a value, and the defaults among them; at the end those of all. */
  private final long[] rows;

  private final long[] defaults;
  private final List<SampledKeys> sample = new ArrayList<>();

  private TrainTally(int features) {
    this.cells = Stream.generate(CellTally::new).limit(features).toList();
    this.rows = new long[features + 1];
    this.defaults = new long[features + 1];
  }

  /**
   * Counts; runs one Spark job.
   *
   * @param train staged rows of train
   * @param trainRows their number
   */
  static TrainTally count(Dataset<Row> train, ScreenPlan plan, long trainRows) {
    PlainRows plain = PlainRows.of(train);
    RowKeys.ScreenTask task = RowKeys.ScreenTask.of(plan, plain.schema());
    int features = plan.inputs().size();
    double share = (double) Math.min(MOST_ROWS, MOST_KEYS / features) / trainRows;
    return plain
        .rows()
        .mapPartitions(partition -> of(partition, task, features, share))
        .treeAggregate(new TrainTally(features), TrainTally::add, TrainTally::add);
  }

  private static Iterator<TrainTally> of(
      Iterator<InternalRow> partition, RowKeys.ScreenTask task, int features, double share) {
    TrainTally tally = new TrainTally(features);
    RowKeys keys = task.begin();
    partition.forEachRemaining(
        staged -> {
          keys.readTrained(staged);
          tally.add(keys, keys.isDefault(staged) ? 1 : 0);
          if (share >= 1 || RowChoice.isChosen(keys.id(staged), share)) {
            long[] all = new long[features];
            Arrays.setAll(all, keys::key);
            tally.sample.add(new SampledKeys(keys.id(staged), all));
          }
        });
    return List.of(tally).iterator();
  }

  private void add(RowKeys keys, int isDefault) {
    for (int i = 0; i < cells.size(); i++) {
      cells.get(i).add(keys.key(i), 1, isDefault);
      if (keys.isMissing(i)) {
        rows[i]++;
        defaults[i] += isDefault;
      }
    }
    rows[cells.size()]++;
    defaults[cells.size()] += isDefault;
  }

  private TrainTally add(TrainTally other) {
    for (int i = 0; i < cells.size(); i++) {
      cells.get(i).addAll(other.cells.get(i));
    }
    for (int i = 0; i < rows.length; i++) {
      rows[i] += other.rows[i];
      defaults[i] += other.defaults[i];
    }
    sample.addAll(other.sample);
    return this;
  }

  /** Returns the counts of all rows. */
  LabelledRows all() {
    return missing(cells.size());
  }

  /** Returns the counts of the rows in which a column of a feature has no value. */
  LabelledRows missing(int feature) {
    return new LabelledRows(rows[feature], defaults[feature]);
  }

  /** Returns the counts by key of a feature. */
  CellTally cells(int feature) {
    return cells.get(feature);
  }

  /** Returns the sampled rows, in an order that depends on them alone. */
  List<SampledKeys> sample() {
    return sample.stream()
        .sorted(
            Comparator.comparingLong(SampledKeys::id)
                .thenComparing(SampledKeys::keys, Arrays::compare))
        .toList();
  }
}
