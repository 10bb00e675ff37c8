package io.riskmesh.features;

import io.riskmesh.features.TrainQuestions.CountedQuantities;
import io.riskmesh.features.TrainQuestions.NumberRange;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.rows.NumberCounts;
import io.riskmesh.rows.NumberCounts.NumberBucket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds exact order statistics of several quantities by radix selection on the bits of doubles, as
 * {@code split.RadixRanks} does for longs: each scan counts the numbers by leading bits and goes on
 * in the buckets that contain a wanted rank. Memory does not depend on the number of rows, only on
 * the number of quantities. A few quantities need one scan if their numbers are small and whole,
 * usually two otherwise; hundreds of quantities may need some more.
 */
final class NumberRanks {
  /** Buckets of all quantities together, 2 MB per task, for which the bits are chosen. */
  private static final int MAX_BUCKETS = 1 << 16;

  /** Rows in the open buckets of all quantities up to which the next scan counts each number. */
  private static final long FEW_ROWS = 1 << 18;

  private static final int MIN_BITS_PER_SCAN = 4;

  /** A rank among the rows whose numbers are in a range, from 0. */
  private record RankSearch(int quantity, long wanted, long rank, NumberRange range, long rows) {}

  private record OpenRange(int quantity, NumberRange range, long rows) {}

  private final Dataset<Row> train;
  private final List<ModelFeature> quantities;
  private final long fewRows;
  private final List<Map<Long, Double>> found = new ArrayList<>();
  private long openRows;
  private int openBuckets;

  private NumberRanks(Dataset<Row> train, List<ModelFeature> quantities, long fewRows) {
    this.train = train;
    this.quantities = quantities;
    this.fewRows = fewRows;
    quantities.forEach(quantity -> found.add(new HashMap<>()));
  }

  /** Counts of a quantity's numbers, and the smallest and largest of them. */
  record NumberExtent(long count, double min, double max) {}

  /** Returns the ranks to find, given the extent of each quantity's numbers. */
  interface RankChoice {
    /** Returns 0-based ranks below the count. */
    List<Long> ranks(int quantity, NumberExtent extent);
  }

  /** Extents and numbers by rank, in the order of the quantities. */
  record RankedNumbers(List<NumberExtent> extents, List<Map<Long, Double>> byRank) {}

  /**
   * Finds extents and order statistics; runs one Spark job per further scan.
   *
   * @param quantities expressions over the source columns of train, finite or missing
   * @param counts what {@link #firstScan} has counted
   */
  static RankedNumbers find(
      Dataset<Row> train,
      List<ModelFeature> quantities,
      List<NumberCounts> counts,
      RankChoice choice) {
    return find(train, quantities, counts, choice, FEW_ROWS);
  }

  /**
   * Finds extents and order statistics.
   *
   * @param fewRows rows in all open buckets up to which the next scan counts each number
   */
  static RankedNumbers find(
      Dataset<Row> train,
      List<ModelFeature> quantities,
      List<NumberCounts> counts,
      RankChoice choice,
      long fewRows) {
    NumberRanks ranks = new NumberRanks(train, quantities, fewRows);
    return new RankedNumbers(ranks.search(counts, choice), ranks.found);
  }

  /** Returns what to count in the first scan. */
  static CountedQuantities firstScan(List<ModelFeature> quantities) {
    return new CountedQuantities(
        quantities,
        quantities.stream().map(quantity -> List.of(NumberRange.ALL)).toList(),
        firstBits(quantities));
  }

  private static LeadingBits firstBits(List<ModelFeature> quantities) {
    return LeadingBits.forBuckets(MAX_BUCKETS, Math.max(1, quantities.size()));
  }

  private List<NumberExtent> search(List<NumberCounts> counts, RankChoice choice) {
    LeadingBits bits = firstBits(quantities);
    List<NumberExtent> extents = counts.stream().map(NumberRanks::extent).toList();
    List<RankSearch> searches = new ArrayList<>();
    for (int i = 0; i < quantities.size(); i++) {
      for (long rank : choice.ranks(i, extents.get(i))) {
        searches.add(new RankSearch(i, rank, rank, NumberRange.ALL, extents.get(i).count()));
      }
    }
    searches = narrow(searches, counts);
    while (!searches.isEmpty()) {
      bits = openRows <= fewRows ? LeadingBits.ALL : bits.finer(bitsPerScan());
      searches = narrow(searches, count(searches, bits));
    }
    return extents;
  }

  private int bitsPerScan() {
    int each = Math.max(1, MAX_BUCKETS / openBuckets);
    return Math.max(MIN_BITS_PER_SCAN, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(each));
  }

  /** Counts the quantities that are still searched, in their open ranges. */
  private List<NumberCounts> count(List<RankSearch> searches, LeadingBits bits) {
    List<Integer> open = searches.stream().map(RankSearch::quantity).distinct().toList();
    List<List<NumberRange>> ranges =
        open.stream().map(quantity -> ranges(searches, quantity)).toList();
    CountedQuantities next =
        new CountedQuantities(open.stream().map(quantities::get).toList(), ranges, bits);
    TrainQuestions questions = new TrainQuestions(next, CountedQuantities.NONE, List.of());
    List<NumberCounts> counted = TrainScan.count(train, questions).numbers();
    List<NumberCounts> all = new ArrayList<>(Collections.nCopies(quantities.size(), null));
    for (int i = 0; i < open.size(); i++) {
      all.set(open.get(i), counted.get(i));
    }
    return all;
  }

  private static List<NumberRange> ranges(List<RankSearch> searches, int quantity) {
    return searches.stream()
        .filter(search -> search.quantity() == quantity)
        .map(RankSearch::range)
        .distinct()
        .toList();
  }

  private static NumberExtent extent(NumberCounts counts) {
    long[] rows = {0};
    double[] ends = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    counts.forEach(
        (bucket, least, greatest, more) -> {
          rows[0] += more;
          ends[0] = Math.min(ends[0], least);
          ends[1] = Math.max(ends[1], greatest);
        });
    return new NumberExtent(rows[0], ends[0], ends[1]);
  }

  /** Returns the searches that go on, each in the bucket that contains its rank. */
  private List<RankSearch> narrow(List<RankSearch> searches, List<NumberCounts> counts) {
    Map<Integer, List<NumberBucket>> buckets = new HashMap<>();
    Set<OpenRange> open = new HashSet<>();
    List<RankSearch> rest = new ArrayList<>();
    for (RankSearch search : searches) {
      List<NumberBucket> ascending =
          buckets.computeIfAbsent(search.quantity(), i -> counts.get(i).ascending());
      RankSearch next = narrow(search, ascending);
      if (next.range().isSingle()) {
        // The sum turns -0.0 into 0.0.
        found.get(search.quantity()).put(search.wanted(), next.range().from() + 0.0);
      } else {
        rest.add(next);
        open.add(new OpenRange(search.quantity(), next.range(), next.rows()));
      }
    }
    openRows = open.stream().mapToLong(OpenRange::rows).sum();
    openBuckets = open.size();
    return rest;
  }

  private static RankSearch narrow(RankSearch search, List<NumberBucket> ascending) {
    long below = 0;
    for (NumberBucket bucket : ascending) {
      if (search.range().contains(bucket.least())) {
        if (search.rank() < below + bucket.rows()) {
          return new RankSearch(
              search.quantity(),
              search.wanted(),
              search.rank() - below,
              new NumberRange(bucket.least(), bucket.greatest()),
              bucket.rows());
        }
        below += bucket.rows();
      }
    }
    throw new IllegalStateException("the staged rows changed while they were read");
  }
}
