package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.features.CategoryCounts.Category;
import io.riskmesh.features.LabelledNumbers.LabelledBucket;
import io.riskmesh.features.TrainQuestions.CountedQuantities;
import io.riskmesh.features.TrainQuestions.NumberRange;
import io.riskmesh.model.Expr;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.rows.StagedColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scan of train counts labels as a plain loop over the rows does. */
@ExtendWith(SparkTest.class)
class LabelTallyTest {
  private static final int FOLDS = 5;
  private static final CountedQuantities MONTHS =
      new CountedQuantities(
          List.of(new ModelFeature("b0", new Expr.NumberColumn("months"))),
          List.of(List.of(NumberRange.ALL)),
          LeadingBits.ALL);

  private static TrainScan.TrainCounts counts(Dataset<Row> train, int folds) {
    CategoryColumn purpose = new CategoryColumn("purpose", Set.of("", "p5"), folds);
    return TrainScan.count(
        train,
        new TrainQuestions(
            CountedQuantities.NONE,
            folds == 0 ? CountedQuantities.NONE : MONTHS,
            List.of(purpose)));
  }

  private static LabelTally expected(List<Row> rows, int folds, Predicate<Row> chosen) {
    LabelTally counts = LabelTally.zero(folds);
    for (Row row : rows) {
      if (chosen.test(row)) {
        int fold = folds == 1 ? 0 : LabelCells.fold(row.getLong(0), folds);
        counts = counts.plus(2 * fold + (int) row.getFloat(1), 1);
      }
    }
    return counts;
  }

  @Test
  void countsLabelsByValueAndFoldWhateverThePartitions(SparkSession spark) {
    List<Row> rows = Staged.rows(2_000, 11);
    Dataset<Row> train = Staged.frame(spark, rows);
    for (int folds : new int[] {1, FOLDS}) {
      for (int partitions : new int[] {1, 4}) {
        CategoryCounts counted = counts(train.repartition(partitions), folds).categories().get(0);
        Map<String, LabelTally> byText = new TreeMap<>();
        counted.mostFrequent().orElseThrow().forEach(c -> byText.put(c.text(), c.labels()));
        assertThat(byText.keySet()).containsExactly("p0", "p1", "p2", "p3", "p4");
        byText.forEach(
            (text, labels) ->
                assertThat(labels)
                    .isEqualTo(expected(rows, folds, row -> text.equals(row.getString(6)))));
        assertThat(counted.missing())
            .isEqualTo(
                expected(rows, folds, row -> row.isNullAt(6) || row.getString(6).equals("p5")));
      }
    }
  }

  @Test
  void countsLabelsByNumber(SparkSession spark) {
    List<Row> rows = Staged.rows(2_000, 12);
    LabelledNumbers counted = counts(Staged.frame(spark, rows).repartition(3), 1).labelled().get(0);
    assertThat(counted.missing()).isEqualTo(expected(rows, 1, row -> row.isNullAt(5)));
    List<LabelledBucket> buckets = counted.ascending();
    assertThat(buckets)
        .hasSize(60)
        .isSortedAccordingTo((a, b) -> Double.compare(a.least(), b.least()));
    for (LabelledBucket bucket : buckets) {
      assertThat(bucket.least()).isEqualTo(bucket.greatest());
      assertThat(bucket.labels())
          .isEqualTo(expected(rows, 1, row -> !row.isNullAt(5) && row.getInt(5) == bucket.least()));
    }
  }

  @Test
  void aColumnWithoutLabelsIsCountedByRowsAlone(SparkSession spark) {
    Dataset<Row> train = Staged.frame(spark, Staged.rows(500, 13)).drop("_label", "_row");
    TrainScan.TrainCounts counts = counts(train, 0);
    assertThat(counts.labelled()).isEmpty();
    assertThat(counts.categories().get(0).missing()).isEqualTo(LabelTally.NONE);
    assertThat(counts.categories().get(0).mostFrequent().orElseThrow())
        .extracting(Category::labels)
        .containsOnly(LabelTally.NONE);
  }

  @Test
  void foldsAreThoseOfSparksHashAndEvenlyFilled(SparkSession spark) {
    Dataset<Row> train = Staged.frame(spark, Staged.rows(5_000, 14));
    List<Row> folds =
        train
            .select(
                StagedColumns.column("_row"),
                functions
                    .pmod(functions.xxhash64(StagedColumns.column("_row")), functions.lit(FOLDS))
                    .cast("int"))
            .collectAsList();
    int[] rows = new int[FOLDS];
    for (Row row : folds) {
      assertThat(LabelCells.fold(row.getLong(0), FOLDS)).isEqualTo(row.getInt(1));
      rows[row.getInt(1)]++;
    }
    Arrays.stream(rows).forEach(count -> assertThat(count).isBetween(900, 1_100));
  }

  @Test
  void sumsAndShares() {
    LabelTally counts = LabelTally.zero(2).plus(0, 3).plus(1, 1).plus(3, 4);
    assertThat(counts.folds()).isEqualTo(2);
    assertThat(counts.rows()).isEqualTo(8);
    assertThat(counts.positives()).isEqualTo(5);
    assertThat(counts.negatives()).isEqualTo(3);
    assertThat(counts.rows(0)).isEqualTo(4);
    assertThat(counts.positives(1)).isEqualTo(4);
    assertThat(counts.plus(counts).rows()).isEqualTo(16);
  }
}
