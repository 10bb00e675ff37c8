package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.FolderWriter;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.spark.ClassicSession;
import io.riskmesh.store.RunException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Scores rows with the published booster, in blocks. */
public final class ScoringPass {
  private static final int BLOCK_ROWS = 32_768;

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
    return write(scoredParts(parts, input, booster), uri, observers);
  }

  /** Does the same for parts that name their model. */
  public static Dataset<Row> write(List<ScoredPart> parts, String uri, RowObservers observers) {
    return write(parts, PredictionColumns.SCHEMA, uri, observers);
  }

  /** Does the same as {@link #writeFolds(List, String, RowObservers)}; nothing sees the rows. */
  public static Dataset<Row> writeFolds(List<ScoredPart> parts, String uri) {
    return writeFolds(parts, uri, RowObservers.NONE);
  }

  /**
   * Scores parts with the model of each, and writes the predictions with their fold.
   *
   * @param uri folder of the predictions, Parquet; replaced if it exists
   * @return the predictions as written, columns as in {@link PredictionColumns}, and {@code _fold}
   * @throws RunException {@code FAILED} if a booster has a different number of features
   */
  public static Dataset<Row> writeFolds(
      List<ScoredPart> parts, String uri, RowObservers observers) {
    return write(parts, PredictionColumns.FOLDED, uri, observers);
  }

  private static Dataset<Row> write(
      List<ScoredPart> parts, StructType schema, String uri, RowObservers observers) {
    SparkSession spark = sessionOf(parts);
    JavaRDD<InternalRow> scored = scored(spark, parts, schema, BLOCK_ROWS, observers);
    FolderWriter.write(spark, scored, schema, uri);
    return spark.read().schema(schema).parquet(uri);
  }

  private static List<ScoredPart> scoredParts(
      Map<SplitPart, Dataset<Row>> parts, RowInput input, byte[] booster) {
    return new TreeMap<>(parts)
        .entrySet().stream()
            .map(part -> new ScoredPart(part.getKey(), null, part.getValue(), input, booster))
            .toList();
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
    SparkSession spark = sessionOf(scoredParts(parts, input, booster));
    JavaRDD<InternalRow> scored =
        scored(
            spark,
            scoredParts(parts, input, booster),
            PredictionColumns.SCHEMA,
            blockRows,
            RowObservers.NONE);
    return ClassicSession.frame(spark, scored.rdd(), PredictionColumns.SCHEMA);
  }

  private static SparkSession sessionOf(List<ScoredPart> parts) {
    return parts.stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no part to score"))
        .rows()
        .sparkSession();
  }

  private static JavaRDD<InternalRow> scored(
      SparkSession spark,
      List<ScoredPart> parts,
      StructType schema,
      int blockRows,
      RowObservers observers) {
    IdentityHashMap<byte[], BlockScoring> models = new IdentityHashMap<>();
    return parts.stream()
        .map(
            part ->
                models
                    .computeIfAbsent(
                        part.booster(),
                        booster -> BlockScoring.prepare(spark, part.input(), booster, blockRows))
                    .scored(part.rows(), output(part, schema, observers)))
        .reduce(JavaRDD::union)
        .orElseThrow();
  }

  private static RowOutput output(ScoredPart part, StructType schema, RowObservers observers) {
    return new RowOutput(
        List.of(UTF8String.fromString(part.part().key())),
        PREDICTED,
        observers.seen(part.part()),
        observers.of(part.part(), schema.length()),
        schema.equals(PredictionColumns.FOLDED) ? List.of(new FoldColumn(part.fold())) : List.of(),
        part.part() == SplitPart.TEST ? observers.references() : ReferenceScores.NONE);
  }

  /** The fold of all rows of a part. */
  private record FoldColumn(Integer fold) implements ScoreColumn {
    @Override
    public StructField field() {
      return PredictionColumns.FOLDED.apply(PredictionColumns.FOLD);
    }

    @Override
    public ColumnValues open(byte[] booster) {
      return (carried, inputs, at, margin) -> fold;
    }
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
    return ClassicSession.frame(spark, scored.rdd(), schema);
  }
}
