package io.riskmesh.evaluate;

import io.riskmesh.rows.RowChoice;
import io.riskmesh.rows.StagedColumns;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Scores of published models for the test rows of a new one, made while these are scored. Of many
 * rows it keeps a sample that depends on their identifiers alone.
 */
public final class ReferenceScores implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Most rows that are kept: about 32 MB on the driver. */
  private static final int MOST_ROWS = 1 << 19;

  /** No other model. */
  public static final ReferenceScores NONE =
      new ReferenceScores(List.of(), List.of(), new long[0], 0, null);

  private final List<RowInput> inputs;
  private final List<Broadcast<byte[]>> boosters;
  private final long[] after;
  private final double share;
  private final CollectionAccumulator<PairedRow> found;

  private ReferenceScores(
      List<RowInput> inputs,
      List<Broadcast<byte[]>> boosters,
      long[] after,
      double share,
      CollectionAccumulator<PairedRow> found) {
    this.inputs = inputs;
    this.boosters = boosters;
    this.after = after;
    this.share = share;
    this.found = found;
  }

  /**
   * Plans the scoring.
   *
   * @param rows number of test rows
   */
  public static ReferenceScores of(
      SparkSession spark, List<ReferenceScorer> references, long rows) {
    return of(spark, references, rows, MOST_ROWS);
  }

  static ReferenceScores of(
      SparkSession spark, List<ReferenceScorer> references, long rows, int most) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    return new ReferenceScores(
        references.stream().map(ReferenceScorer::input).toList(),
        references.stream().map(reference -> context.broadcast(reference.booster())).toList(),
        references.stream().mapToLong(ReferenceScorer::after).toArray(),
        (double) most / Math.max(1, rows),
        // Without a name, it stays out of event logs.
        spark.sparkContext().collectionAccumulator());
  }

  /** Returns the share of the test rows that are kept, at most 1. */
  public double share() {
    return Math.min(1, share);
  }

  /** Returns the rows that were scored, in an order that depends on them alone. */
  public List<PairedRow> rows() {
    return found.value().stream().sorted(PairedRow.ORDER).toList();
  }

  /** Returns the largest number of inputs of a model. */
  int width() {
    return inputs.stream().mapToInt(RowInput::width).max().orElse(0);
  }

  /**
   * Opens the scoring of one task's rows.
   *
   * @param most maximum number of rows in a block
   */
  ReferenceBlock open(StructType schema, int most) {
    if (inputs.isEmpty()) {
      return ReferenceBlock.NONE;
    }
    TaskContext task = TaskContext.get();
    List<ReferenceBlock.OpenReference> opened =
        IntStream.range(0, inputs.size())
            .mapToObj(
                i ->
                    new ReferenceBlock.OpenReference(
                        inputs.get(i).open(schema),
                        ModelScorer.load(boosters.get(i).value(), task.cpus()),
                        most,
                        after[i]))
            .toList();
    boolean isTimed = Arrays.stream(after).anyMatch(time -> time > Long.MIN_VALUE);
    return new ReferenceBlock(
        opened, isTimed ? schema.fieldIndex(StagedColumns.TIME) : -1, most, this::add);
  }

  private void add(PairedRow row) {
    if (share >= 1 || RowChoice.isChosen(row.row(), share)) {
      found.add(row);
    }
  }
}
