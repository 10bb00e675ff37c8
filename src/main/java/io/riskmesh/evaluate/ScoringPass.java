package io.riskmesh.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.StagedColumns;
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
import org.apache.spark.sql.types.StructType;

/** Scores rows with the published booster, in native blocks. */
public final class ScoringPass {
  private static final int BLOCK_ROWS = 32_768;

  /**
   * Maximum number of feature values per block, 16 MB, so that a block of a very wide table also
   * fits.
   */
  private static final int BLOCK_VALUES = 1 << 22;

  private ScoringPass() {}

  /**
   * Scores the parts and writes their predictions.
   *
   * @param parts rows with {@code _row} bigint, {@code _label} float, {@code _weight} float and one
   *     float column per feature, NaN or null for missing
   * @param features names of the feature columns in the order in which the booster was trained
   * @param booster the published model, UBJ
   * @param uri folder of the predictions, Parquet; replaced if it exists
   * @return the predictions as written, columns as in {@link PredictionColumns}
   * @throws RunException {@code FAILED} if the booster has a different number of features
   */
  public static Dataset<Row> write(
      Map<SplitPart, Dataset<Row>> parts, List<String> features, byte[] booster, String uri) {
    Dataset<Row> scored = score(parts, features, booster, blockRows(features.size()));
    scored.write().mode(SaveMode.Overwrite).parquet(uri);
    return scored.sparkSession().read().schema(PredictionColumns.SCHEMA).parquet(uri);
  }

  /**
   * Scores arbitrary rows.
   *
   * @param rows source of the columns below
   * @param carried columns that are copied to the result under their names
   * @param features one float column each, NaN or null for missing, in the order in which the
   *     booster was trained
   * @param booster the published model, UBJ
   * @return the carried columns, then {@code margin} and {@code probability}, both float
   * @throws RunException {@code FAILED} if the booster has a different number of features
   */
  public static Dataset<Row> score(
      Dataset<Row> rows, List<Column> carried, List<Column> features, byte[] booster) {
    Dataset<Row> blocks = select(rows, carried, features);
    StructType schema = (StructType) blocks.schema().apply(0).dataType();
    for (String score : List.of(PredictionColumns.MARGIN, PredictionColumns.PROBABILITY)) {
      schema = schema.add(PredictionColumns.SCHEMA.apply(score));
    }
    return score(blocks, schema, booster, blockRows(features.size()));
  }

  static Dataset<Row> score(
      Map<SplitPart, Dataset<Row>> parts, List<String> features, byte[] booster, int blockRows) {
    return score(union(parts, features), PredictionColumns.SCHEMA, booster, blockRows);
  }

  /**
   * Scores rows with the given result schema.
   *
   * @param blocks the carried columns as one struct, then the features
   * @param schema fields of the struct, margin, probability
   */
  private static Dataset<Row> score(
      Dataset<Row> blocks, StructType schema, byte[] booster, int blockRows) {
    int width = blocks.columns().length - 1;
    requireWidth(width, booster);
    int carried = schema.length() - 2;
    SparkSession spark = blocks.sparkSession();
    Broadcast<byte[]> model = new JavaSparkContext(spark.sparkContext()).broadcast(booster);
    // Rows in Spark's internal format: a Row object per input row would box every feature.
    JavaRDD<InternalRow> scored =
        blocks
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(rows -> scored(rows, model.value(), carried, width, blockRows));
    return spark.internalCreateDataFrame(scored.rdd(), schema, false);
  }

  /** Scores the rows of a task; the booster is released when the task ends, however it ends. */
  private static Iterator<InternalRow> scored(
      Iterator<InternalRow> rows, byte[] booster, int carried, int width, int blockRows) {
    TaskContext task = TaskContext.get();
    NativeModel model = NativeModel.load(booster, task.cpus());
    task.<Void>addTaskCompletionListener(
        done -> {
          model.close();
          return null;
        });
    return new ScoredRows(rows, model, carried, width, blockRows);
  }

  private static int blockRows(int width) {
    return Math.max(1, Math.min(BLOCK_ROWS, BLOCK_VALUES / Math.max(1, width)));
  }

  /**
   * Checks the number of features, since the library silently scores rows that lack the last ones.
   */
  private static void requireWidth(int width, byte[] booster) {
    try (NativeModel model = NativeModel.load(booster, 1)) {
      if (model.features() != width) {
        throw new RunException(
            Outcome.FAILED,
            "the booster was trained with %d features, but the rows have %d; train again"
                .formatted(model.features(), width));
      }
    }
  }

  private static Dataset<Row> union(Map<SplitPart, Dataset<Row>> parts, List<String> features) {
    return new TreeMap<>(parts)
        .entrySet().stream()
            .map(part -> select(part.getKey(), part.getValue(), features))
            .reduce(Dataset::union)
            .orElseThrow(() -> new IllegalArgumentException("no part to score"));
  }

  private static Dataset<Row> select(SplitPart part, Dataset<Row> rows, List<String> features) {
    List<Column> carried =
        List.of(
            lit(part.key()).as(PredictionColumns.PART),
            col(PredictionColumns.ROW),
            col(PredictionColumns.LABEL).cast("float").as(PredictionColumns.LABEL),
            col(PredictionColumns.WEIGHT).cast("float").as(PredictionColumns.WEIGHT));
    return select(
        rows,
        carried,
        features.stream().map(name -> StagedColumns.column(name).cast("float")).toList());
  }

  private static Dataset<Row> select(
      Dataset<Row> rows, List<Column> carried, List<Column> features) {
    Column struct = struct(carried.toArray(Column[]::new));
    return rows.select(
        Stream.concat(Stream.of(struct.as("carried")), features.stream()).toArray(Column[]::new));
  }
}
