package io.riskmesh.split;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.shiftright;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds exact order statistics of a bigint column per group by radix selection. Each pass counts
 * the values by their leading bits and continues in the bucket that contains the requested rank. It
 * needs no sort, memory independent of the number of rows, and two or three passes over one column.
 */
final class RadixRanks {
  /**
   * Bits below the first bucket: 2^40 is 12.7 days in microseconds, and 1/8,192 of the positions of
   * a row key.
   */
  private static final int FIRST_SHIFT = 40;

  private static final int BITS_PER_PASS = 12;

  /** Number of rows of one group whose values are between min and max, both included. */
  private record Bucket(int group, long rows, long min, long max) {}

  /** A requested rank: the {@code rank}-th of its group's rows in [min, max], from 0. */
  private record Search(int group, int slot, long rank, long min, long max) {}

  private final Dataset<Row> values;
  private final Map<Integer, long[]> found = new HashMap<>();

  private RadixRanks(Dataset<Row> values) {
    this.values = values;
  }

  /**
   * Finds the values at given ranks of each group in ascending order; {@code Long.MAX_VALUE} for
   * ranks beyond the last. Runs two to five Spark jobs over one column.
   *
   * @param group int
   * @param value bigint; rows without a value are left out
   * @param wanted returns 0-based ranks for the number of values in a group
   */
  static Map<Integer, long[]> find(
      Dataset<Row> rows, Column group, Column value, LongFunction<long[]> wanted) {
    RadixRanks ranks =
        new RadixRanks(
            rows.select(group.as("group"), value.as("value")).filter("value is not null"));
    ranks.search(wanted);
    return ranks.found;
  }

  private void search(LongFunction<long[]> wanted) {
    int shift = FIRST_SHIFT;
    List<Bucket> buckets = countBuckets(lit(true), shift);
    List<Search> open = narrow(start(buckets, wanted), buckets);
    while (!open.isEmpty()) {
      shift = Math.max(0, shift - BITS_PER_PASS);
      open = narrow(open, countBuckets(inside(open), shift));
    }
  }

  private List<Bucket> countBuckets(Column inside, int shift) {
    return values
        .filter(inside)
        .groupBy(values.col("group"), shiftright(values.col("value"), shift))
        .agg(count(lit(1)), min("value"), max("value"))
        .collectAsList()
        .stream()
        .map(row -> new Bucket(row.getInt(0), row.getLong(2), row.getLong(3), row.getLong(4)))
        .sorted(Comparator.comparingLong(Bucket::min))
        .toList();
  }

  private List<Search> start(List<Bucket> buckets, LongFunction<long[]> wanted) {
    List<Search> searches = new ArrayList<>();
    buckets.stream()
        .collect(Collectors.groupingBy(Bucket::group, Collectors.summingLong(Bucket::rows)))
        .forEach(
            (group, rows) -> {
              long[] ranks = wanted.apply(rows);
              long[] values = new long[ranks.length];
              Arrays.fill(values, Long.MAX_VALUE);
              found.put(group, values);
              for (int slot = 0; slot < ranks.length; slot++) {
                if (ranks[slot] < rows) {
                  searches.add(
                      new Search(group, slot, ranks[slot], Long.MIN_VALUE, Long.MAX_VALUE));
                }
              }
            });
    return searches;
  }

  private Column inside(List<Search> open) {
    return open.stream()
        .map(
            search ->
                values
                    .col("group")
                    .equalTo(search.group)
                    .and(values.col("value").between(search.min, search.max)))
        .reduce(Column::or)
        .orElseThrow();
  }

  private List<Search> narrow(List<Search> open, List<Bucket> buckets) {
    List<Search> rest = new ArrayList<>();
    for (Search search : open) {
      Search next = narrow(search, buckets);
      if (next.min == next.max) {
        found.get(next.group)[next.slot] = next.min;
      } else {
        rest.add(next);
      }
    }
    return rest;
  }

  private static Search narrow(Search search, List<Bucket> buckets) {
    long rank = search.rank;
    for (Bucket bucket : buckets) {
      if (bucket.group == search.group && bucket.min >= search.min && bucket.max <= search.max) {
        if (rank < bucket.rows) {
          return new Search(search.group, search.slot, rank, bucket.min, bucket.max);
        }
        rank -= bucket.rows;
      }
    }
    throw new IllegalStateException("the staged rows changed while they were read");
  }
}
