package io.riskmesh.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberCountsTest {
  /** Drops all but a few leading bits. */
  private static double bucket(double number) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(number) & (-1L << 40)) + 0.0;
  }

  private static Map<Double, List<Object>> counted(double[] numbers) {
    NumberCounts counts = new NumberCounts();
    for (double number : numbers) {
      counts.add(bucket(number), number);
    }
    Map<Double, List<Object>> found = new TreeMap<>();
    counts.forEach(
        (rounded, least, greatest, rows) -> found.put(rounded, List.of(least, greatest, rows)));
    assertThat(counts.size()).isEqualTo(found.size());
    return found;
  }

  @Test
  void countsEachRoundedNumber() {
    double[] numbers =
        DoubleStream.concat(
                new Random(3).doubles(20_000, -50, 50), IntStream.range(0, 5_000).asDoubleStream())
            .toArray();
    Map<Double, List<Object>> expected = new TreeMap<>();
    for (double number : numbers) {
      expected.merge(
          bucket(number),
          List.of(number, number, 1L),
          (some, other) ->
              List.of(
                  Math.min((double) some.get(0), number),
                  Math.max((double) some.get(1), number),
                  (long) some.get(2) + 1));
    }
    assertThat(counted(numbers)).isEqualTo(expected);
  }

  @Test
  void bucketsComeInOrderAndAddUp() {
    NumberCounts some = new NumberCounts();
    NumberCounts others = new NumberCounts();
    new Random(5).doubles(9_000, -9, 9).forEach(number -> some.add(Math.rint(number), number));
    new Random(6).doubles(9_000, -9, 9).forEach(number -> others.add(Math.rint(number), number));
    some.addAll(others);
    List<Double> buckets = new ArrayList<>();
    long[] rows = {0};
    some.forEachAscending(
        (bucket, least, greatest, more) -> {
          buckets.add(bucket);
          rows[0] += more;
        });
    assertThat(buckets).isSorted().hasSize(19);
    assertThat(rows[0]).isEqualTo(18_000);
  }

  @Test
  void theTwoZerosAreOneNumber() {
    assertThat(counted(new double[] {0.0, -0.0, 0.0})).hasSize(1).containsKey(0.0);
  }
}
