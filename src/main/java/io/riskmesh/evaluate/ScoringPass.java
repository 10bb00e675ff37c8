package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.FolderWriter;
import io.riskmesh.rows.PlainRows;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Scores rows with the published booster, in blocks. */
public final class ScoringPass {
  private static final int BLOCK_ROWS = 32_768;

  /**
   * Maximum number of feature values per block, 16 MB, so that a block of a very wide table also
   * fits.
   */
  private static final int BLOCK_VALUES = 1 << 22;

  private static final List<String> PREDICTED =
      List.of(PredictionColumns.ROW, PredictionColumns.LABEL, PredictionColumns.WEIGHT);

  private ScoringPass() {}

  /**
   * Scores the parts and writes their predictions.
   *
   * @param parts rows with {@code _row} bigint, {@code _label} float, {@code _weight} float and the
   *     columns that {@code input} reads
   * @param input the inputs in the order in which the booster was trained
   * @param booster the published model, UBJ
   * @param uri folder of the predictions, Parquet; replaced if it exists
   * @return the predictions as written, columns as in {@link PredictionColumns}
   * @throws RunException {@code FAILED} if the booster has a different number of features
   */
  public static Dataset<Row> write(
      Map<SplitPart, Dataset<Row>> parts, RowInput input, byte[] booster, String uri) {
    return write(parts, input, booster, uri, RowObservers.NONE);
  }

  /** Does the same, and shows the rows to observers on the way. */
  public static Dataset<Row> write(
      Map<SplitPart, Dataset<Row>> parts,
      RowInput input,
      byte[] booster,
      String uri,
      RowObservers observers) {
    SparkSession spark = sessionOf(parts);
    JavaRDD<InternalRow> scored = scored(spark, parts, input, booster, BLOCK_ROWS, observers);
    FolderWriter.write(spark, scored, PredictionColumns.SCHEMA, uri);
    return spark.read().schema(PredictionColumns.SCHEMA).parquet(uri);
  }

  /**
   * Selects what {@link #write} reads of rows with a float column per feature.
   *
   * @param observed what {@link RowObservers#columns} returns
   */
  public static Dataset<Row> inputs(
      Dataset<Row> rows, List<String> features, List<String> observed) {
    return rows.select(
        Stream.of(PREDICTED, observed, features)
            .flatMap(List::stream)
            .distinct()
            .map(StagedColumns::column)
            .toArray(Column[]::new));
  }

  static Dataset<Row> score(
      Map<SplitPart, Dataset<Row>> parts, RowInput input, byte[] booster, int blockRows) {
    SparkSession spark = sessionOf(parts);
    JavaRDD<InternalRow> scored =
        scored(spark, parts, input, booster, blockRows, RowObservers.NONE);
    return spark.internalCreateDataFrame(scored.rdd(), PredictionColumns.SCHEMA, false);
  }

  private static SparkSession sessionOf(Map<SplitPart, Dataset<Row>> parts) {
    return parts.values().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no part to score"))
        .sparkSession();
  }

  private static JavaRDD<InternalRow> scored(
      SparkSession spark,
      Map<SplitPart, Dataset<Row>> parts,
      RowInput input,
      byte[] booster,
      int blockRows,
      RowObservers observers) {
    BlockScoring scoring = BlockScoring.prepare(spark, input, booster, blockRows);
    return new TreeMap<>(parts)
        .entrySet().stream()
            .map(
                part ->
                    scoring.scored(
                        part.getValue(),
                        new RowOutput(
                            List.of(UTF8String.fromString(part.getKey().key())),
                            PREDICTED,
                            observers.seen(part.getKey()),
                            observers.of(part.getKey(), PredictionColumns.SCHEMA.length()),
                            List.of(),
                            part.getKey() == SplitPart.TEST
                                ? observers.references()
                                : ReferenceScores.NONE)))
            .reduce(JavaRDD::union)
            .orElseThrow();
  }

  /**
   * Scores arbitrary rows.
   *
   * @param rows source of the columns below
   * @param carried columns that are copied to the result under their names
   * @param input the inputs in the order in which the booster was trained, from columns of the rows
   * @param booster the published model, UBJ
   * @param more columns that are computed from the scores
   * @return the carried columns, then {@code margin} and {@code probability}, both float, then the
   *     further ones
   * @throws RunException {@code FAILED} if the booster has a different number of features
   */
  public static Dataset<Row> score(
      Dataset<Row> rows,
      List<Column> carried,
      RowInput input,
      byte[] booster,
      List<ScoreColumn> more) {
    StructType schema = rows.select(carried.toArray(Column[]::new)).schema();
    for (String score : List.of(PredictionColumns.MARGIN, PredictionColumns.PROBABILITY)) {
      schema = schema.add(PredictionColumns.SCHEMA.apply(score));
    }
    for (ScoreColumn column : more) {
      schema = schema.add(column.field());
    }
    // Under names of their own, since a column may be both carried and read.
    List<String> names = IntStream.range(0, carried.size()).mapToObj(i -> "_carried." + i).toList();
    Dataset<Row> all =
        rows.select(
            Stream.concat(
                    Stream.of(rows.columns()).map(StagedColumns::column),
                    IntStream.range(0, names.size()).mapToObj(i -> carried.get(i).as(names.get(i))))
                .toArray(Column[]::new));
    SparkSession spark = rows.sparkSession();
    JavaRDD<InternalRow> scored =
        BlockScoring.prepare(spark, input, booster, BLOCK_ROWS)
            .scored(
                all,
                new RowOutput(
                    List.of(), names, List.of(), RowObserver.NONE, more, ReferenceScores.NONE));
    return spark.internalCreateDataFrame(scored.rdd(), schema, false);
  }

  /**
   * How rows are scored.
   *
   * @param model the booster, UBJ
   * @param blockRows maximum number of rows in a block
   */
  private record BlockScoring(RowInput input, Broadcast<byte[]> model, int blockRows)
      implements Serializable {

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
