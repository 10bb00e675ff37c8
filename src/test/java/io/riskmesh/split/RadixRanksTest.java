package io.riskmesh.split;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class RadixRanksTest {
  private static final StructType SCHEMA =
      new StructType().add("g", DataTypes.IntegerType).add("v", DataTypes.LongType);

  @Test
  void agreesWithASortedList(SparkSession spark) {
    Random random = new Random(3);
    List<LongSupplier> kinds =
        List.of(
            random::nextLong,
            () -> random.nextLong() >>> 11,
            () -> 1_700_000_000_000_000L + random.nextInt(500),
            () -> random.nextInt(3) * 86_400_000_000L,
            () -> -1_000_000L + random.nextInt(1 << 30));
    for (LongSupplier kind : kinds) {
      List<List<Long>> groups = List.of(new ArrayList<>(), new ArrayList<>());
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 700; i++) {
        int group = random.nextInt(5) == 0 ? 1 : 0;
        long value = kind.getAsLong();
        groups.get(group).add(value);
        rows.add(RowFactory.create(group, value));
      }
      rows.add(RowFactory.create(0, null));
      Map<Integer, long[]> found =
          RadixRanks.find(
              spark.createDataFrame(rows, SCHEMA),
              col("g"),
              col("v"),
              n -> new long[] {0, n / 3, n - 1, n});
      for (int group = 0; group < 2; group++) {
        List<Long> sorted = groups.get(group).stream().sorted().toList();
        int n = sorted.size();
        assertThat(found.get(group))
            .containsExactly(sorted.get(0), sorted.get(n / 3), sorted.get(n - 1), Long.MAX_VALUE);
      }
    }
  }

  @Test
  void findsNothingInNoRows(SparkSession spark) {
    assertThat(
            RadixRanks.find(
                spark.createDataFrame(List.of(RowFactory.create(1, null)), SCHEMA),
                col("g"),
                col("v"),
                n -> new long[] {0}))
        .isEmpty();
  }
}
