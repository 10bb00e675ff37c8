package io.riskmesh.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberCountsTest {
  private static Map<Double, List<Object>> counted(double[] numbers) {
    NumberCounts counts = new NumberCounts();
    for (double number : numbers) {
      counts.add(number);
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
          ObservedColumn.rounded(number),
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
  void theTwoZerosAreOneNumber() {
    assertThat(counted(new double[] {0.0, -0.0, 0.0})).hasSize(1).containsKey(0.0);
  }
}
