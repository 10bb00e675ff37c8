package io.riskmesh.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.catalog.Staged;
import io.riskmesh.config.Part;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/** The one scoring pass: all parts through the published booster, in native blocks. */
public final class Scorer {
  private static final int BLOCK_ROWS = 32_768;

  /** 16 MB, so that a block of a very wide table fits as well. */
  private static final int BLOCK_VALUES = 1 << 22;

  private Scorer() {}

  /**
   * Scores the parts and writes their predictions.
   *
   * @param parts rows with {@code _row} bigint, {@code _label} float, {@code _weight} float and one
   *     float column per feature, NaN or null for missing
   * @param features names of the feature columns in the order in which the booster was trained
   * @param booster the published model, UBJ
   * @param uri folder of the predictions, Parquet; replaced
   * @return the predictions as written, columns as in {@link Predictions}
   * @throws RunException {@code FAILED} when the booster wants another number of features
   */
  public static Dataset<Row> write(
      Map<Part, Dataset<Row>> parts, List<String> features, byte[] booster, String uri) {
    Dataset<Row> scored = score(parts, features, booster, blockRows(features.size()));
    scored.write().mode(SaveMode.Overwrite).parquet(uri);
    return scored.sparkSession().read().schema(Predictions.SCHEMA).parquet(uri);
  }

  static Dataset<Row> score(
      Map<Part, Dataset<Row>> parts, List<String> features, byte[] booster, int blockRows) {
    requireWidth(features, booster);
    Dataset<Row> rows = union(parts, features);
    SparkSession spark = rows.sparkSession();
    Broadcast<byte[]> model = new JavaSparkContext(spark.sparkContext()).broadcast(booster);
    int width = features.size();
    // Rows in Spark's own form: a Row per input row would box every feature.
    JavaRDD<Row> scored =
        rows.queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(partition -> scored(partition, model.value(), width, blockRows));
    return spark.createDataFrame(scored, Predictions.SCHEMA);
  }

  /** The booster lives as long as the task, however the task ends. */
  private static Iterator<Row> scored(
      Iterator<InternalRow> rows, byte[] booster, int width, int blockRows) {
    TaskContext task = TaskContext.get();
    NativeModel model = NativeModel.load(booster, task.cpus());
    task.<Void>addTaskCompletionListener(
        done -> {
          model.close();
          return null;
        });
    return new ScoredRows(rows, model, width, blockRows);
  }

  private static int blockRows(int width) {
    return Math.max(1, Math.min(BLOCK_ROWS, BLOCK_VALUES / Math.max(1, width)));
  }

  /** The library scores rows that lack the last features without a word. */
  private static void requireWidth(List<String> features, byte[] booster) {
    try (NativeModel model = NativeModel.load(booster, 1)) {
      if (model.features() != features.size()) {
        throw new RunException(
            Outcome.FAILED,
            "the booster was trained with %d features, but the rows have %d; train the run again"
                .formatted(model.features(), features.size()));
      }
    }
  }

  private static Dataset<Row> union(Map<Part, Dataset<Row>> parts, List<String> features) {
    return new TreeMap<>(parts)
        .entrySet().stream()
            .map(part -> select(part.getKey(), part.getValue(), features))
            .reduce(Dataset::union)
            .orElseThrow(() -> new IllegalArgumentException("no part to score"));
  }

  private static Dataset<Row> select(Part part, Dataset<Row> rows, List<String> features) {
    Stream<Column> leading =
        Stream.of(
            lit(part.key()),
            col(Predictions.ROW),
            col(Predictions.LABEL).cast("float"),
            col(Predictions.WEIGHT).cast("float"));
    Stream<Column> columns = features.stream().map(name -> Staged.column(name).cast("float"));
    return rows.select(Stream.concat(leading, columns).toArray(Column[]::new));
  }
}
