package io.riskmesh.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.rows.NumberCounts.NumberBucket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
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
    List<NumberBucket> ascending = some.ascending();
    List<Double> buckets = ascending.stream().map(NumberBucket::bucket).toList();
    for (NumberBucket bucket : ascending) {
      assertThat(Math.rint(bucket.least())).isEqualTo(bucket.bucket());
      assertThat(Math.rint(bucket.greatest())).isEqualTo(bucket.bucket());
    }
    assertThat(buckets).isSorted().hasSize(19);
    assertThat(ascending.stream().mapToLong(NumberBucket::rows).sum()).isEqualTo(18_000);
  }

  @Test
  void onlyBucketsAreSent() throws Exception {
    NumberCounts counts = new NumberCounts();
    new Random(7).doubles(5_000).forEach(number -> counts.add(number, number));
    byte[] sent = sent(counts);
    assertThat(sent.length).isLessThan(5_000 * 33 + 1_000);
    assertThat(sent(new NumberCounts()).length).isLessThan(500);
    NumberCounts received =
        (NumberCounts) new ObjectInputStream(new ByteArrayInputStream(sent)).readObject();
    assertThat(received.ascending()).isEqualTo(counts.ascending());
  }

  private static byte[] sent(NumberCounts counts) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(counts);
    }
    return bytes.toByteArray();
  }

  @Test
  void theTwoZerosAreOneNumber() {
    assertThat(counted(new double[] {0.0, -0.0, 0.0})).hasSize(1).containsKey(0.0);
  }
}
