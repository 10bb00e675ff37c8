package io.riskmesh.evaluate;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.SplitPart;
import io.riskmesh.model.Calibrator;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class ScoringPassTest {
  private static final List<String> FEATURES = List.of("age.in years", "B`q", "amount");
  private static final int SIZE = 1_000;
  private static final float[] VALUES = values();

  @Test
  void scoresEqualTheLibrarysOnTheWholeMatrix(SparkSession spark) throws XGBoostError {
    Booster booster = booster();
    DMatrix all = new DMatrix(VALUES, SIZE, 3, Float.NaN);
    float[][] margins = booster.predict(all, true);
    float[][] probabilities = booster.predict(new DMatrix(VALUES, SIZE, 3, Float.NaN));
    byte[] bytes = booster.toByteArray("ubj");

    // At most 2,000 rows per task: a block of 64 is filled many times, and the last one only in
    // part.
    for (int block : new int[] {64, 1, 100_000}) {
      List<Row> scored =
          ScoringPass.score(parts(spark), RowInput.columns(FEATURES), bytes, block).collectAsList();
      assertThat(scored).hasSize(SIZE);
      for (Row row : scored) {
        int i = (int) row.<Long>getAs(PredictionColumns.ROW).longValue();
        assertThat(row.<Float>getAs(PredictionColumns.MARGIN)).isEqualTo(margins[i][0]);
        assertThat(row.<Float>getAs(PredictionColumns.PROBABILITY)).isEqualTo(probabilities[i][0]);
        assertThat(row.<Float>getAs(PredictionColumns.LABEL)).isEqualTo(label(i));
        assertThat(row.<Float>getAs(PredictionColumns.WEIGHT)).isEqualTo(i + 0.5f);
        assertThat(row.<String>getAs(PredictionColumns.PART)).isEqualTo(part(i).key());
      }
    }
  }

  @Test
  void writesOneFolderThatReadsBack(SparkSession spark, @TempDir Path folder) throws XGBoostError {
    String uri = folder.resolve("predictions").toUri().toString();
    byte[] bytes = booster().toByteArray("ubj");
    Dataset<Row> scored = ScoringPass.score(parts(spark), RowInput.columns(FEATURES), bytes, 64);

    ScoringPass.write(parts(spark), RowInput.columns(FEATURES), bytes, uri);
    Dataset<Row> again = ScoringPass.write(parts(spark), RowInput.columns(FEATURES), bytes, uri);

    assertThat(again.columns())
        .containsExactly("_part", "_row", "_label", "_weight", "margin", "probability");
    assertThat(again.collectAsList()).containsExactlyInAnyOrderElementsOf(scored.collectAsList());
  }

  @Test
  void theSampleHoldsTheTestRowsThatWereScored(SparkSession spark, @TempDir Path folder)
      throws XGBoostError {
    String uri = folder.resolve("predictions").toUri().toString();
    byte[] bytes = booster().toByteArray("ubj");
    RowSample sample = RowSample.of(spark, SIZE / 5, 3);

    Dataset<Row> scored =
        ScoringPass.write(
            parts(spark),
            RowInput.columns(FEATURES),
            bytes,
            uri,
            new RowObservers(
                Map.of(SplitPart.TEST, sample),
                Optional.empty(),
                Optional.empty(),
                ReferenceScores.NONE));

    Map<Long, Row> test = new HashMap<>();
    scored
        .filter("_part = 'test'")
        .collectAsList()
        .forEach(row -> test.put(row.<Long>getAs(PredictionColumns.ROW), row));
    assertThat(sample.rows()).hasSameSizeAs(test.keySet()).isSortedAccordingTo(SampledRow.ORDER);
    for (SampledRow row : sample.rows()) {
      Row expected = test.get(row.row());
      assertThat(row.margin()).isEqualTo(expected.<Float>getAs(PredictionColumns.MARGIN));
      assertThat(row.label()).isEqualTo(expected.<Float>getAs(PredictionColumns.LABEL));
      assertThat(row.probability()).isEqualTo(expected.<Float>getAs(PredictionColumns.PROBABILITY));
      assertThat(row.weight()).isEqualTo(expected.<Float>getAs(PredictionColumns.WEIGHT));
      int at = (int) row.row() * 3;
      assertThat(row.inputs()).containsExactly(Arrays.copyOfRange(VALUES, at, at + 3));
    }
  }

  @Test
  void aSampleDependsOnTheRowsAlone(SparkSession spark, @TempDir Path folder) throws XGBoostError {
    byte[] bytes = booster().toByteArray("ubj");
    List<List<Long>> samples = new ArrayList<>();
    for (int partitions : new int[] {1, 7}) {
      String uri = folder.resolve("p" + partitions).toUri().toString();
      Map<SplitPart, Dataset<Row>> parts = new HashMap<>(parts(spark));
      parts.replaceAll((part, rows) -> rows.repartition(partitions));
      long testRows = parts.get(SplitPart.TEST).count();
      RowSample sample = RowSample.of(spark, testRows, 3, (int) testRows / 4);
      ScoringPass.write(
          parts,
          RowInput.columns(FEATURES),
          bytes,
          uri,
          new RowObservers(
              Map.of(SplitPart.TEST, sample),
              Optional.empty(),
              Optional.empty(),
              ReferenceScores.NONE));
      samples.add(sample.rows().stream().map(SampledRow::row).toList());
      assertThat(sample.rows().size()).isBetween((int) testRows / 8, (int) testRows / 2);
    }
    assertThat(samples.get(0)).isEqualTo(samples.get(1));
  }

  /** The predictions stay as they are, and the rows of test have the month of their event. */
  @Test
  void theEventTimeIsSeenAndNotWritten(SparkSession spark, @TempDir Path folder)
      throws XGBoostError {
    byte[] bytes = booster().toByteArray("ubj");
    String uri = folder.resolve("predictions").toUri().toString();
    Dataset<Row> plain = ScoringPass.score(parts(spark), RowInput.columns(FEATURES), bytes, 64);
    List<VintageTable> tables = new ArrayList<>();
    for (int partitions : new int[] {1, 7}) {
      Map<SplitPart, Dataset<Row>> parts = new HashMap<>();
      parts(spark)
          .forEach(
              (part, rows) ->
                  parts.put(
                      part,
                      rows.withColumn(
                              "_time", expr("timestamp_seconds(1704067200 + _row % 2 * 8000000)"))
                          .repartition(partitions)));
      parts.put(SplitPart.OUT_OF_TIME, parts.get(SplitPart.TEST));
      long testRows = parts.get(SplitPart.TEST).count();
      RowSample sample = RowSample.of(spark, testRows, 3);
      VintageRows vintages = VintageRows.of(spark, 2 * testRows, 1 << 20, false);
      RowObservers observers =
          new RowObservers(
              Map.of(SplitPart.TEST, sample),
              Optional.of(vintages),
              Optional.empty(),
              ReferenceScores.NONE);
      parts.replaceAll((part, rows) -> ScoringPass.inputs(rows, FEATURES, observers.columns(part)));

      Dataset<Row> written =
          ScoringPass.write(parts, RowInput.columns(FEATURES), bytes, uri, observers);

      assertThat(written.filter("_part <> 'outOfTime'").collectAsList())
          .containsExactlyInAnyOrderElementsOf(plain.collectAsList());
      assertThat(sample.rows()).hasSize((int) testRows);
      tables.add(vintages.table(Calibrator.IDENTITY));
      double[] weights = new double[2];
      for (Row row : plain.filter("_part = 'test'").collectAsList()) {
        weights[(int) (row.<Long>getAs("_row") % 2)] += row.<Float>getAs("_weight");
      }
      assertThat(tables.get(0).vintages())
          .extracting(VintageTable.Vintage::name)
          .containsExactly("2024-Q1", "2024-Q2", "2024-Q1", "2024-Q2");
      for (int i = 0; i < 4; i++) {
        assertThat(tables.get(0).vintages().get(i).rows())
            .isCloseTo(weights[i % 2], within(1e-6 * weights[i % 2]));
      }
    }
    assertThat(tables.get(1)).isEqualTo(tables.get(0));
    assertThat(tables.get(0).rows()).isEqualTo(tables.get(0).ofRows());
  }

  @Test
  void manyRowsAreSampledForTheVintages(SparkSession spark, @TempDir Path folder)
      throws XGBoostError {
    byte[] bytes = booster().toByteArray("ubj");
    List<VintageTable> tables = new ArrayList<>();
    for (int partitions : new int[] {1, 7}) {
      Dataset<Row> test =
          parts(spark)
              .get(SplitPart.TEST)
              .withColumn("_time", expr("timestamp_seconds(1704067200)"))
              .repartition(partitions);
      int rows = (int) test.count();
      VintageRows vintages = VintageRows.of(spark, rows, rows / 4, false);
      ScoringPass.write(
          Map.of(SplitPart.TEST, test),
          RowInput.columns(FEATURES),
          bytes,
          folder.resolve("p" + partitions).toUri().toString(),
          new RowObservers(
              Map.of(), Optional.of(vintages), Optional.empty(), ReferenceScores.NONE));
      tables.add(vintages.table(Calibrator.IDENTITY));
      assertThat(tables.get(0).rows()).isBetween(rows / 8L, rows / 2L);
      assertThat(tables.get(0).ofRows()).isEqualTo(rows);
    }
    assertThat(tables.get(1)).isEqualTo(tables.get(0));
  }

  /** The other model scores test rows as it would alone, whatever the partitions. */
  @Test
  void otherModelsScoreTheTestRowsThatAreNewToThem(SparkSession spark, @TempDir Path folder)
      throws XGBoostError {
    byte[] own = booster(20).toByteArray("ubj");
    byte[] other = booster(3).toByteArray("ubj");
    Map<Long, Float> alone = probabilities(spark, other);
    Map<Long, Float> ours = probabilities(spark, own);
    RowInput input = RowInput.columns(FEATURES);
    for (int partitions : new int[] {1, 7}) {
      Map<SplitPart, Dataset<Row>> parts = new HashMap<>(parts(spark));
      parts.computeIfPresent(
          SplitPart.TEST,
          (part, rows) ->
              rows.withColumn("_time", expr("timestamp_micros(_row)")).repartition(partitions));
      ReferenceScores references =
          ReferenceScores.of(
              spark,
              List.of(
                  ReferenceScorer.load(input, other, null),
                  ReferenceScorer.load(input, other, 500L)),
              SIZE / 5);

      ScoringPass.write(
          parts,
          input,
          own,
          folder.resolve("p" + partitions).toUri().toString(),
          new RowObservers(Map.of(), Optional.empty(), Optional.empty(), references));

      long testRows = parts.get(SplitPart.TEST).count();
      assertThat(references.share()).isEqualTo(1);
      assertThat(references.rows())
          .hasSize((int) testRows)
          .isSortedAccordingTo(PairedRow.ORDER)
          .allSatisfy(
              row -> {
                assertThat(row.own()).isEqualTo(ours.get(row.row()));
                assertThat(row.label()).isEqualTo(label((int) row.row()));
                assertThat(row.weight()).isEqualTo(row.row() + 0.5f);
                assertThat(row.references()[0]).isEqualTo(alone.get(row.row()));
                assertThat(Float.isNaN(row.references()[1])).isEqualTo(row.row() <= 500);
              });
      long young = references.rows().stream().filter(row -> row.row() > 500).count();
      assertThat(PairedScores.of(references.rows(), 1).size()).isEqualTo((int) young).isPositive();
    }
  }

  @Test
  void ofManyRowsTheSamePairsAreKept(SparkSession spark, @TempDir Path folder) throws XGBoostError {
    byte[] own = booster(20).toByteArray("ubj");
    RowInput input = RowInput.columns(FEATURES);
    List<List<Long>> kept = new ArrayList<>();
    for (int partitions : new int[] {1, 7}) {
      Map<SplitPart, Dataset<Row>> parts = new HashMap<>(parts(spark));
      parts.replaceAll((part, rows) -> rows.repartition(partitions));
      ReferenceScores references =
          ReferenceScores.of(
              spark, List.of(ReferenceScorer.load(input, own, null)), SIZE / 5, SIZE / 20);
      ScoringPass.write(
          parts,
          input,
          own,
          folder.resolve("s" + partitions).toUri().toString(),
          new RowObservers(Map.of(), Optional.empty(), Optional.empty(), references));
      assertThat(references.share()).isEqualTo(0.25);
      kept.add(references.rows().stream().map(PairedRow::row).toList());
      assertThat(references.rows().size()).isBetween(SIZE / 40, SIZE / 10);
    }
    assertThat(kept.get(0)).isEqualTo(kept.get(1));
  }

  @Test
  void anotherModelWithOtherInputsIsRefused() throws XGBoostError {
    byte[] bytes = booster().toByteArray("ubj");
    assertThatThrownBy(() -> ReferenceScorer.load(RowInput.columns(List.of("amount")), bytes, null))
        .hasMessage("its booster has 3 inputs, but its features are 1");
  }

  private static Map<Long, Float> probabilities(SparkSession spark, byte[] booster) {
    Map<Long, Float> found = new HashMap<>();
    ScoringPass.score(parts(spark), RowInput.columns(FEATURES), booster, 64)
        .collectAsList()
        .forEach(
            row ->
                found.put(
                    row.getAs(PredictionColumns.ROW), row.getAs(PredictionColumns.PROBABILITY)));
    return found;
  }

  @Test
  void missingMeansNaNAndNullAlike(SparkSession spark) throws XGBoostError {
    byte[] bytes = booster().toByteArray("ubj");
    Dataset<Row> rows =
        spark.createDataFrame(
            List.of(
                RowFactory.create(1L, 0f, 1f, null, 0.5f, 1f),
                RowFactory.create(2L, 0f, 1f, Float.NaN, 0.5f, 1f),
                RowFactory.create(3L, 0f, 1f, 0f, 0.5f, 1f)),
            schema());

    List<Row> scored =
        ScoringPass.score(
                Map.of(SplitPart.TEST, rows.coalesce(1)), RowInput.columns(FEATURES), bytes, 8)
            .collectAsList();
    assertThat(scored.get(0).getFloat(4)).isEqualTo(scored.get(1).getFloat(4));
    assertThat(scored.get(0).getFloat(4)).isNotEqualTo(scored.get(2).getFloat(4));
  }

  @Test
  void refusesAnotherNumberOfFeatures(SparkSession spark) throws XGBoostError {
    byte[] bytes = booster().toByteArray("ubj");

    assertThatThrownBy(
            () ->
                ScoringPass.score(parts(spark), RowInput.columns(FEATURES.subList(0, 2)), bytes, 8))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("trained with 3 features, but the rows have 2")
        .extracting("outcome")
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void refusesBytesThatAreNoBooster(SparkSession spark) {
    assertThatThrownBy(
            () ->
                ScoringPass.score(
                    parts(spark), RowInput.columns(FEATURES), new byte[] {1, 2, 3}, 8))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("(3 bytes) is not a valid XGBoost model");
  }

  private static Booster booster() throws XGBoostError {
    return booster(20);
  }

  private static Booster booster(int rounds) throws XGBoostError {
    DMatrix matrix = new DMatrix(VALUES, SIZE, 3, Float.NaN);
    float[] labels = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      labels[i] = label(i);
    }
    matrix.setLabel(labels);
    Map<String, Object> params =
        Map.of("objective", "binary:logistic", "max_depth", 4, "eta", 0.3, "nthread", 1);
    return XGBoost.train(matrix, new HashMap<>(params), rounds, new HashMap<>(), null, null);
  }

  private static float[] values() {
    Random random = new Random(5);
    float[] values = new float[SIZE * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(6) == 0 ? Float.NaN : (float) random.nextGaussian();
    }
    return values;
  }

  private static float label(int i) {
    float value = VALUES[i * 3];
    return (Float.isNaN(value) ? i % 2 == 0 : value + VALUES[i * 3 + 2] > 0) ? 1 : 0;
  }

  private static SplitPart part(int i) {
    return SplitPart.STANDARD.get(i % 3);
  }

  private static Map<SplitPart, Dataset<Row>> parts(SparkSession spark) {
    Map<SplitPart, Dataset<Row>> parts = new HashMap<>();
    for (SplitPart part : SplitPart.STANDARD) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < SIZE; i++) {
        if (part(i) == part) {
          float[] x = Arrays.copyOfRange(VALUES, i * 3, i * 3 + 3);
          rows.add(RowFactory.create((long) i, label(i), i + 0.5f, x[0], x[1], x[2]));
        }
      }
      parts.put(part, spark.createDataFrame(rows, schema()).coalesce(1));
    }
    return parts;
  }

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add(PredictionColumns.ROW, DataTypes.LongType)
            .add(PredictionColumns.LABEL, DataTypes.FloatType)
            .add(PredictionColumns.WEIGHT, DataTypes.FloatType);
    for (String feature : FEATURES) {
      schema = schema.add(feature, DataTypes.FloatType);
    }
    return schema;
  }
}
