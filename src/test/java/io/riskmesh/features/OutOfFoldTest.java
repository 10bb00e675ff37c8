package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoryEncoding;
import io.riskmesh.config.NumericFeature;
import io.riskmesh.config.SplitPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Train rows must not see their own labels in what was learned from the labels. */
@ExtendWith(SparkTest.class)
class OutOfFoldTest {
  private static final int FOLDS = 5;
  private static final double PRIOR_ROWS = 20;

  @TempDir private Path folder;

  /** Rows of a column that tells nothing about the label: 331 values, twelve train rows each. */
  private static List<Row> noise() {
    Random random = new Random(41);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      String part = i % 3 == 0 ? i % 2 == 0 ? "validation" : "test" : "train";
      rows.add(
          RowFactory.create(
              random.nextLong(),
              random.nextInt(10) < 3 ? 1f : 0f,
              1f,
              part,
              1.0,
              i,
              "shop" + i % 331));
    }
    rows.sort(Comparator.comparingLong(row -> row.getLong(0)));
    return rows;
  }

  private List<Row> written(SplitPart part, SparkSession spark) {
    return spark
        .read()
        .parquet(folder.resolve(part.key()).toString())
        .select("_row", "_label", "`_raw.purpose`", "p", "months")
        .collectAsList();
  }

  private FittedFeatures write(SparkSession spark, List<Row> rows) {
    Dataset<Row> frame = Staged.frame(spark, rows).repartition(3).sortWithinPartitions("_row");
    CategoricalFeature shop = CategoryRows.smoothed(PRIOR_ROWS, FOLDS);
    NumericFeature months = Staged.number("months", Staged.PLAIN);
    FittedFeatures fitted =
        FeatureFitter.fit(frame.filter("_part = 'train'"), List.of(shop, months));
    FeatureTable.write(frame, fitted, Set.of(), SplitPart.STANDARD, folder.toString());
    return fitted;
  }

  /** Computes the means anew, in plain Java, from the rows of all other folds. */
  @Test
  void aTrainRowHasTheMeansOfTheOtherFolds(SparkSession spark) {
    List<Row> rows = noise();
    FittedFeatures fitted = write(spark, rows);
    List<Row> train = rows.stream().filter(row -> row.getString(3).equals("train")).toList();

    List<Row> written = written(SplitPart.TRAIN, spark);

    assertThat(written).hasSameSizeAs(train);
    Set<Integer> folds = new HashSet<>();
    Map<Integer, Map<String, Float>> tables = new HashMap<>();
    for (Row row : written) {
      int fold = LabelCells.fold(row.getLong(0), FOLDS);
      folds.add(fold);
      float expected = tables.computeIfAbsent(fold, f -> means(train, f)).get(row.getString(2));
      assertThat(row.getFloat(3)).isEqualTo(expected);
    }
    assertThat(folds).hasSize(FOLDS);
    for (SplitPart part : List.of(SplitPart.VALIDATION, SplitPart.TEST)) {
      for (Row row : written(part, spark)) {
        Map<String, Object> record = new HashMap<>();
        record.put("purpose", row.get(2));
        record.put("months", row.getFloat(4));
        assertThat(row.getFloat(3)).isEqualTo(fitted.spec().evaluate(record)[0]);
      }
    }
  }

  private static Map<String, Float> means(List<Row> train, int without) {
    Map<String, int[]> counts = new HashMap<>();
    double rows = 0;
    double positives = 0;
    for (Row row : train) {
      int[] count = counts.computeIfAbsent(row.getString(6), value -> new int[2]);
      if (LabelCells.fold(row.getLong(0), FOLDS) != without) {
        count[0]++;
        count[1] += (int) row.getFloat(1);
        rows++;
        positives += row.getFloat(1);
      }
    }
    double prior = positives / rows;
    Map<String, Float> means = new HashMap<>();
    counts.forEach(
        (value, count) ->
            means.put(value, (float) ((count[1] + PRIOR_ROWS * prior) / (count[0] + PRIOR_ROWS))));
    return means;
  }

  @Test
  void noiseDoesNotLookLikeASignal(SparkSession spark) {
    FittedFeatures fitted = write(spark, noise());
    List<Row> train = written(SplitPart.TRAIN, spark);
    List<float[]> outOfFold = new ArrayList<>();
    List<float[]> naive = new ArrayList<>();
    for (Row row : train) {
      Map<String, Object> record = new HashMap<>();
      record.put("purpose", row.get(2));
      record.put("months", row.getFloat(4));
      outOfFold.add(new float[] {row.getFloat(3), row.getFloat(1)});
      naive.add(new float[] {fitted.spec().evaluate(record)[0], row.getFloat(1)});
    }

    assertThat(auc(naive)).as("with the row's own label").isGreaterThan(0.6);
    assertThat(auc(outOfFold)).as("without the row's fold").isBetween(0.46, 0.54);
  }

  /**
   * Share of pairs of a positive and a negative row in which the positive has the larger number.
   */
  private static double auc(List<float[]> scored) {
    double won = 0;
    double pairs = 0;
    for (float[] one : scored) {
      for (float[] other : scored) {
        if (one[1] == 1 && other[1] == 0) {
          pairs++;
          won += one[0] > other[0] ? 1 : one[0] == other[0] ? 0.5 : 0;
        }
      }
    }
    return won / pairs;
  }

  @Test
  void theOrderOfTheRowsMovesNothing(SparkSession spark) {
    List<Row> rows = noise();
    write(spark, rows);
    Map<Long, Float> first = byRow(written(SplitPart.TRAIN, spark));
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(2));

    write(spark, shuffled);

    assertThat(byRow(written(SplitPart.TRAIN, spark))).isEqualTo(first);
  }

  private static Map<Long, Float> byRow(List<Row> rows) {
    Map<Long, Float> byRow = new HashMap<>();
    rows.forEach(row -> byRow.put(row.getLong(0), row.getFloat(3)));
    return byRow;
  }

  /** Pins the folds: another function would change the features of every run. */
  @Test
  void theFoldDependsOnTheRowsKeyAlone() {
    assertThat(List.of(0L, 1L, -1L, 42L, Long.MIN_VALUE, Long.MAX_VALUE))
        .extracting(row -> LabelCells.fold(row, FOLDS))
        .containsExactly(3, 3, 0, 2, 0, 0);
  }

  @Test
  void otherEncodingsAreTheSameInTrain(SparkSession spark) {
    Dataset<Row> train = Staged.frame(spark, noise()).filter("_part = 'train'");
    for (CategoryEncoding encoding :
        List.of(CategoryEncoding.FREQUENCY, CategoryEncoding.ONE_HOT)) {
      assertThat(FeatureFitter.fit(train, List.of(CategoryRows.feature(encoding))).folded())
          .isEmpty();
    }
  }
}
