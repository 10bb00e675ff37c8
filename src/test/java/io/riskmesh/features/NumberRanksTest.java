package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.model.Expr;
import io.riskmesh.model.ModelFeature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ranks found by radix selection are those of sorted numbers. */
@ExtendWith(SparkTest.class)
class NumberRanksTest {
  private static final int ROWS = 3_000;

  private static StructType schema(int columns) {
    StructType schema = new StructType();
    for (int i = 0; i < columns; i++) {
      schema = schema.add("_raw.c" + i, DataTypes.DoubleType);
    }
    return schema;
  }

  /** Columns of very different numbers: whole, continuous, huge, tiny, repeated, of both signs. */
  private static List<DoubleSupplier> columns(Random random) {
    return List.of(
        () -> random.nextInt(80),
        () -> random.nextGaussian() * 1e4,
        () -> Math.scalb(random.nextGaussian(), random.nextInt(2_000) - 1_000),
        () -> random.nextBoolean() ? 0.0 : -0.0,
        () -> 1 + random.nextInt(50) * Math.ulp(1.0),
        () -> -random.nextDouble() * Double.MIN_NORMAL,
        () -> random.nextInt(3) == 0 ? Double.NaN : random.nextDouble());
  }

  @Test
  void areThoseOfSortedNumbers(SparkSession spark) {
    for (long seed = 1; seed <= 2; seed++) {
      List<DoubleSupplier> columns = columns(new Random(seed));
      double[][] numbers = new double[columns.size()][ROWS];
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < ROWS; i++) {
        Object[] row = new Object[columns.size()];
        for (int j = 0; j < row.length; j++) {
          numbers[j][i] = columns.get(j).getAsDouble();
          row[j] = numbers[j][i];
        }
        rows.add(RowFactory.create(row));
      }
      Dataset<Row> train = spark.createDataFrame(rows, schema(columns.size())).repartition(3);
      assertRanks(train, numbers, 1 << 18);
      assertRanks(train.coalesce(1), numbers, 10);
    }
  }

  private static void assertRanks(Dataset<Row> train, double[][] numbers, long fewRows) {
    List<ModelFeature> quantities =
        IntStream.range(0, numbers.length)
            .mapToObj(
                i -> new ModelFeature("q" + i, new Expr.Finite(new Expr.NumberColumn("c" + i))))
            .toList();
    NumberRanks.RankedNumbers found =
        NumberRanks.find(
            train,
            quantities,
            TrainScan.count(
                    train,
                    new TrainQuestions(
                        NumberRanks.firstScan(quantities),
                        TrainQuestions.CountedQuantities.NONE,
                        List.of()))
                .numbers(),
            (i, extent) ->
                List.of(0L, 1L, extent.count() / 3, extent.count() / 2, extent.count() - 1),
            fewRows);
    for (int i = 0; i < numbers.length; i++) {
      double[] sorted = Arrays.stream(numbers[i]).filter(Double::isFinite).sorted().toArray();
      NumberRanks.NumberExtent extent = found.extents().get(i);
      assertThat(extent.count()).isEqualTo(sorted.length);
      assertThat(extent.min()).isEqualTo(sorted[0]);
      assertThat(extent.max()).isEqualTo(sorted[sorted.length - 1]);
      assertThat(found.byRank().get(i)).hasSize(5);
      found
          .byRank()
          .get(i)
          .forEach((rank, number) -> assertThat(number == sorted[rank.intValue()]).isTrue());
    }
  }

  @Test
  void bucketsKeepTheOrderOfNumbers() {
    Random random = new Random(5);
    for (int kept : new int[] {12, 16, 25, 40, 64}) {
      LeadingBits bits = new LeadingBits(kept);
      double[] numbers =
          random.doubles(500, -1e6, 1e6).map(x -> x * random.nextInt(3)).sorted().toArray();
      for (int i = 1; i < numbers.length; i++) {
        assertThat(bits.bucket(numbers[i - 1])).isLessThanOrEqualTo(bits.bucket(numbers[i]));
      }
    }
    assertThat(LeadingBits.ALL.bucket(Math.PI)).isEqualTo(Math.PI);
  }

  @Test
  void moreColumnsHaveFewerBucketsEach() {
    assertThat(LeadingBits.forBuckets(1 << 20, 8)).isEqualTo(new LeadingBits(25));
    assertThat(LeadingBits.forBuckets(1 << 20, 1_000)).isEqualTo(new LeadingBits(18));
    assertThat(LeadingBits.forBuckets(1 << 20, 1_000_000)).isEqualTo(new LeadingBits(12));
  }
}
