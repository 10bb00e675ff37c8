package io.riskmesh.features;

import io.riskmesh.features.TrainScan.CountedQuantities;
import io.riskmesh.features.TrainScan.NumberRange;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.rows.NumberCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds exact order statistics of several quantities by radix selection on the bits of doubles, as
 * {@code split.RadixRanks} does for longs: each scan counts the numbers by leading bits and goes on
 * in the buckets that contain a wanted rank. Memory does not depend on the number of rows. Whole
 * numbers need one scan as a rule, fractions two.
 */
final class NumberRanks {
  /** Buckets of all quantities together in the first scan. */
  private static final int FIRST_BUCKETS = 1 << 20;

  /** Rows in the open buckets of all quantities up to which the next scan counts each number. */
  private static final long FEW_ROWS = 1 << 21;

  private static final int BITS_PER_SCAN = 12;

  /** A rank among the numbers in a range, from 0. */
  private record RankSearch(int quantity, long wanted, long rank, NumberRange range) {}

  private final Dataset<Row> train;
  private final List<ModelFeature> quantities;
  private final List<Map<Long, Double>> found = new ArrayList<>();
  private long open;

  private NumberRanks(Dataset<Row> train, List<ModelFeature> quantities) {
    this.train = train;
    this.quantities = quantities;
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
    NumberRanks ranks = new NumberRanks(train, quantities);
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
    return LeadingBits.forBuckets(FIRST_BUCKETS, Math.max(1, quantities.size()));
  }

  private List<NumberExtent> search(List<NumberCounts> counts, RankChoice choice) {
    LeadingBits bits = firstBits(quantities);
    List<NumberExtent> extents = counts.stream().map(NumberRanks::extent).toList();
    List<RankSearch> searches = new ArrayList<>();
    for (int i = 0; i < quantities.size(); i++) {
      for (long rank : choice.ranks(i, extents.get(i))) {
        searches.add(new RankSearch(i, rank, rank, NumberRange.ALL));
      }
    }
    searches = narrow(searches, counts);
    while (!searches.isEmpty()) {
      bits = open <= FEW_ROWS ? LeadingBits.ALL : bits.finer(BITS_PER_SCAN);
      CountedQuantities next = new CountedQuantities(quantities, ranges(searches), bits);
      searches = narrow(searches, TrainScan.count(train, next, List.of()).numbers());
    }
    return extents;
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

  private List<List<NumberRange>> ranges(List<RankSearch> searches) {
    List<List<NumberRange>> ranges = new ArrayList<>();
    for (int i = 0; i < quantities.size(); i++) {
      int quantity = i;
      ranges.add(
          searches.stream()
              .filter(search -> search.quantity() == quantity)
              .map(RankSearch::range)
              .distinct()
              .toList());
    }
    return ranges;
  }

  /** Returns the searches that go on, each in the bucket that contains its rank. */
  private List<RankSearch> narrow(List<RankSearch> searches, List<NumberCounts> counts) {
    open = 0;
    List<RankSearch> rest = new ArrayList<>();
    for (RankSearch search : searches) {
      int before = rest.size();
      counts.get(search.quantity()).forEachAscending(new RankVisitor(search, rest));
      if (rest.size() == before && !found.get(search.quantity()).containsKey(search.wanted())) {
        throw new IllegalStateException("the staged rows changed while they were read");
      }
    }
    return rest;
  }

  /** Walks up the buckets of a search's range until its rank is reached. */
  private final class RankVisitor implements NumberCounts.BucketVisitor {
    private final RankSearch search;
    private final List<RankSearch> rest;
    private long below;

    RankVisitor(RankSearch search, List<RankSearch> rest) {
      this.search = search;
      this.rest = rest;
    }

    @Override
    public void visit(double bucket, double least, double greatest, long rows) {
      if (!search.range().contains(least)) {
        return;
      }
      boolean isHere = below <= search.rank() && search.rank() < below + rows;
      if (isHere && least == greatest) {
        found.get(search.quantity()).put(search.wanted(), least);
      } else if (isHere) {
        open += rows;
        rest.add(
            new RankSearch(
                search.quantity(),
                search.wanted(),
                search.rank() - below,
                new NumberRange(least, greatest)));
      }
      below += rows;
    }
  }
}
