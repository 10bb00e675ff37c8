package io.riskmesh.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.riskmesh.SparkTest;
import io.riskmesh.drift.GroupFinder.FinderPart;
import io.riskmesh.drift.GroupFinder.FoundGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Groups found on random rows are those of plain loops over the same rows. */
@ExtendWith(SparkTest.class)
class GroupFinderTest {
  private static final StructType SCHEMA =
      new StructType().add("probability", DataTypes.FloatType).add("again", DataTypes.FloatType);

  private static List<Row> rows(long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      float number = (float) (random.nextInt(5) == 0 ? 0.25 : random.nextGaussian() * 1000);
      Float value = random.nextInt(20) == 0 ? null : random.nextInt(20) == 0 ? Float.NaN : number;
      rows.add(RowFactory.create(value, value));
    }
    return rows;
  }

  @Test
  void decilesKeepEqualNumbersTogetherHoweverTheRowsArrive(SparkSession spark) {
    for (long seed = 1; seed <= 3; seed++) {
      List<Row> rows = rows(seed);
      Dataset<Row> frame = spark.createDataFrame(rows, SCHEMA);
      FoundGroups expected = expected(rows);
      Set<ColumnMoments> moments = new HashSet<>();
      for (int partitions : new int[] {1, 3, 8}) {
        Dataset<Row> some = frame.repartition(partitions);
        FinderPart part = new FinderPart(some, List.of(ObservedColumn.score()));
        assertThat(GroupFinder.find(part, part))
            .hasSize(2)
            .allSatisfy(
                found -> {
                  assertThat(found.missing()).isEqualTo(expected.missing());
                  assertThat(found.distribution()).isEqualTo(expected.distribution());
                  assertThat(found.texts()).isZero();
                });
        moments.add(GroupFinder.find(part).get(0).moments());
      }
      assertThat(moments).hasSize(1);
      ColumnMoments found = moments.iterator().next();
      assertThat(found.sum()).isCloseTo(expected.moments().sum(), withinPercentage(0.01));
      assertThat(found.mean()).isCloseTo(expected.moments().mean(), withinPercentage(0.01));
      assertThat(found.deviation())
          .isCloseTo(expected.moments().deviation(), withinPercentage(0.001));
    }
  }

  @Test
  void theMostFrequentTextsAreNamedAndLongOnesCut(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int value = 0; value < 30; value++) {
      // 12 rows for each of 25 values, of which 20 are named by their order; more for the others.
      for (int i = 0; i < (value < 25 ? 12 : 40 + value); i++) {
        rows.add(RowFactory.create("v%02d".formatted(value)));
      }
    }
    String longText = "ä".repeat(99) + "𝒳";
    for (int i = 0; i < 50; i++) {
      rows.add(RowFactory.create(longText + (i < 25 ? "" : "x".repeat(2_000 + i))));
      rows.add(RowFactory.create(i < 30 ? " " : null));
    }
    StructType schema = new StructType().add("town", DataTypes.StringType);
    ObservedColumn town = new ObservedColumn("town", DataTypes.StringType, null, null, Set.of(""));
    for (int partitions : new int[] {1, 4}) {
      Dataset<Row> frame = spark.createDataFrame(rows, schema).repartition(partitions);
      FoundGroups found = GroupFinder.find(new FinderPart(frame, List.of(town))).get(0);
      assertThat(found.missing()).isEqualTo(50);
      assertThat(found.texts()).isEqualTo(31);
      assertThat(found.moments()).isNull();
      List<String> expected = new ArrayList<>();
      for (int value = 0; value < 14; value++) {
        expected.add("v%02d".formatted(value));
      }
      for (int value = 25; value < 30; value++) {
        expected.add("v%02d".formatted(value));
      }
      expected.add(longText);
      assertThat(found.distribution().values()).isEqualTo(expected);
      assertThat(found.distribution().rows()).hasSize(21).endsWith(50L, 11 * 12L);
    }
  }

  @Test
  void nothingIsFoundWithoutRows(SparkSession spark) {
    Dataset<Row> none = spark.createDataFrame(List.of(), SCHEMA);
    FoundGroups found =
        GroupFinder.find(new FinderPart(none, List.of(ObservedColumn.score()))).get(0);
    assertThat(found.missing()).isZero();
    assertThat(found.moments()).isNull();
    assertThat(found.distribution().values()).isEmpty();
    assertThat(found.distribution().rows()).containsExactly(0L);
  }

  /** Sorts, walks up and begins a new range where a tenth of the rows is reached. */
  private static FoundGroups expected(List<Row> rows) {
    TreeMap<Double, Long> counted = new TreeMap<>();
    long missing = 0;
    for (Row row : rows) {
      if (row.isNullAt(0) || Float.isNaN(row.getFloat(0))) {
        missing++;
      } else {
        counted.merge(ObservedColumn.rounded(row.getFloat(0)), 1L, Long::sum);
      }
    }
    long all = rows.size() - missing;
    List<Double> edges = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    long below = 0;
    long range = -1;
    for (var number : counted.entrySet()) {
      below += number.getValue();
      long next = (below * 10 - 1) / all;
      if (next == range) {
        edges.set(edges.size() - 1, number.getKey());
        sizes.set(sizes.size() - 1, sizes.get(sizes.size() - 1) + number.getValue());
      } else {
        edges.add(number.getKey());
        sizes.add(number.getValue());
      }
      range = next;
    }
    edges.remove(edges.size() - 1);
    double[] numbers =
        rows.stream()
            .filter(row -> !row.isNullAt(0) && !Float.isNaN(row.getFloat(0)))
            .mapToDouble(row -> row.getFloat(0))
            .toArray();
    double sum = Arrays.stream(numbers).sum();
    double mean = sum / numbers.length;
    double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
    ColumnMoments moments = new ColumnMoments(sum, mean, Math.sqrt(squares / numbers.length));
    return new FoundGroups(missing, ColumnDistribution.ofRanges(edges, sizes), moments, 0);
  }
}
