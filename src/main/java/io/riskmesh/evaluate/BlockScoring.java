package io.riskmesh.evaluate;

import io.riskmesh.rows.PlainRows;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * How rows are scored, in blocks.
 *
 * @param model the booster, UBJ
 * @param blockRows maximum number of rows in a block
 */
record BlockScoring(RowInput input, Broadcast<byte[]> model, int blockRows)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Maximum number of feature values per block, 16 MB, so that a block of a very wide table also
   * fits.
   */
  private static final int BLOCK_VALUES = 1 << 22;

  static BlockScoring prepare(SparkSession spark, RowInput input, byte[] booster, int most) {
    int width = requireWidth(input, booster);
    int blockRows = Math.max(1, Math.min(most, BLOCK_VALUES / Math.max(1, width)));
    return new BlockScoring(
        input, new JavaSparkContext(spark.sparkContext()).broadcast(booster), blockRows);
  }

  /** Plans the scoring. */
  JavaRDD<InternalRow> scored(Dataset<Row> rows, RowOutput output) {
    PlainRows plain = PlainRows.of(rows);
    StructType schema = plain.schema();
    return plain.rows().mapPartitions(partition -> scored(partition, schema, output));
  }

  /** Scores the rows of a task. */
  private Iterator<InternalRow> scored(
      Iterator<InternalRow> rows, StructType schema, RowOutput output) {
    TaskContext task = TaskContext.get();
    ModelScorer booster = ModelScorer.load(model.value(), task.cpus());
    int most = Math.min(blockRows, BLOCK_VALUES / Math.max(1, output.references().width()));
    return new ScoredRows(
        rows,
        booster,
        input.open(schema),
        output.open(schema, model.value()),
        output.references().open(schema, most),
        most);
  }

  /**
   * Checks the number of features, since the library silently scores rows that lack the last ones.
   */
  private static int requireWidth(RowInput input, byte[] booster) {
    ModelScorer model = ModelScorer.load(booster, 1);
    if (model.features() != input.width()) {
      throw new RunException(
          Outcome.FAILED,
          "the booster was trained with %d features, but the rows have %d; train again"
              .formatted(model.features(), input.width()));
    }
    return input.width();
  }
}
