package io.riskmesh.screen;

import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.PlainRows;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.split.Splitter;
import io.riskmesh.split.VintagePeriod;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of train and validation by cell, by part and, if they have a time, by month. */
final class StabilityTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Index of a feature's first cell among those of all features. */
  private final int[] offsets;

  private final long[] train;
  private final long[] validation;
  private final TreeMap<Integer, long[]> byMonth = new TreeMap<>();

  private StabilityTally(int[] offsets) {
    this.offsets = offsets;
    this.train = new long[offsets[offsets.length - 1]];
    this.validation = new long[offsets[offsets.length - 1]];
  }

  /** Counts; runs one Spark job. */
  static StabilityTally count(Dataset<Row> rows, ScreenPlan plan, List<FeatureCells> cells) {
    PlainRows plain = PlainRows.of(rows);
    RowKeys.ScreenTask task = RowKeys.ScreenTask.of(plan, plain.schema());
    int[] offsets = new int[cells.size() + 1];
    for (int i = 0; i < cells.size(); i++) {
      offsets[i + 1] = offsets[i] + cells.get(i).size();
    }
    return plain
        .rows()
        .mapPartitions(partition -> of(partition, task, cells, offsets))
        .treeAggregate(new StabilityTally(offsets), StabilityTally::add, StabilityTally::add);
  }

  private static Iterator<StabilityTally> of(
      Iterator<InternalRow> partition,
      RowKeys.ScreenTask task,
      List<FeatureCells> cells,
      int[] offsets) {
    StabilityTally tally = new StabilityTally(offsets);
    RowKeys keys = task.begin();
    StructType schema = task.schema();
    int partAt = schema.fieldIndex(Splitter.PART);
    Optional<Integer> timeAt =
        Arrays.asList(schema.fieldNames()).contains(StagedColumns.TIME)
            ? Optional.of(schema.fieldIndex(StagedColumns.TIME))
            : Optional.empty();
    UTF8String validation = UTF8String.fromString(SplitPart.VALIDATION.key());
    int[] at = new int[cells.size()];
    partition.forEachRemaining(
        staged -> {
          keys.read(staged);
          Arrays.setAll(at, i -> offsets[i] + cells.get(i).cell(keys.key(i)));
          add(staged.getUTF8String(partAt).equals(validation) ? tally.validation : tally.train, at);
          timeAt.ifPresent(
              time -> {
                Long micros = staged.isNullAt(time) ? null : Long.valueOf(staged.getLong(time));
                add(tally.month(VintagePeriod.month(micros)), at);
              });
        });
    return List.of(tally).iterator();
  }

  private static void add(long[] counts, int[] cells) {
    for (int cell : cells) {
      counts[cell]++;
    }
  }

  private long[] month(int month) {
    return byMonth.computeIfAbsent(month, none -> new long[validation.length]);
  }

  private StabilityTally add(StabilityTally other) {
    sum(train, other.train);
    sum(validation, other.validation);
    other.byMonth.forEach((month, counts) -> sum(month(month), counts));
    return this;
  }

  private static void sum(long[] into, long[] more) {
    Arrays.setAll(into, i -> into[i] + more[i]);
  }

  /**
   * Returns the train rows in the cells of a feature, with the values that rows have in other
   * parts.
   */
  List<Long> train(int feature) {
    return cells(train, feature);
  }

  /** Returns the validation rows in the cells of a feature. */
  List<Long> validation(int feature) {
    return cells(validation, feature);
  }

  private List<Long> cells(long[] counts, int feature) {
    return Arrays.stream(counts, offsets[feature], offsets[feature + 1]).boxed().toList();
  }

  /** Rows of a period. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record VintageCells(String name, long[] counts) {}

  /** Returns the rows by quarter or year, in order of time; none without event times. */
  List<VintageCells> vintages() {
    NavigableSet<Integer> months = new TreeSet<>(byMonth.keySet());
    months.remove(VintagePeriod.UNTIMED);
    if (months.isEmpty()) {
      return List.of();
    }
    VintagePeriod period = VintagePeriod.of(months);
    int first = period.first(months);
    TreeMap<Integer, long[]> periods = new TreeMap<>();
    months.forEach(
        month ->
            sum(
                periods.computeIfAbsent(
                    Math.max(first, period.of(month)), none -> new long[validation.length]),
                byMonth.get(month)));
    int oldest = period.of(months.first());
    return periods.entrySet().stream()
        .map(
            entry ->
                new VintageCells(
                    entry.getKey() == first
                        ? period.named(oldest, first)
                        : period.named(entry.getKey()),
                    entry.getValue()))
        .toList();
  }

  /** Returns the rows of a period in the cells of a feature. */
  List<Long> of(VintageCells vintage, int feature) {
    return cells(vintage.counts(), feature);
  }
}
