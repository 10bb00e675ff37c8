package io.riskmesh.features;

import io.riskmesh.features.LabelledNumbers.LabelledBucket;
import io.riskmesh.features.TrainQuestions.CountedQuantities;
import io.riskmesh.features.TrainQuestions.NumberRange;
import io.riskmesh.model.ModelFeature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts the labels of numbers in buckets that are fine enough to choose cut points from. The first
 * scan counts by leading bits, whatever else it counts, so that the buckets of a column depend on
 * its numbers alone. A bucket with many rows and different numbers is counted again in finer
 * buckets, in scans that all quantities share; numbers whose magnitudes spread, and small whole
 * ones, need none.
 */
final class NumberBins {
  /**
   * Sign, exponent, and eight bits of the fraction: 256 buckets from one power of two to the next.
   */
  private static final LeadingBits FIRST = new LeadingBits(20);

  private static final int BITS_PER_SCAN = 6;

  /** Share of the rows above which a bucket of different numbers is divided. */
  private static final double LARGE = 2.0 / GroupedBuckets.MAX_GROUPS;

  /** Rows in all buckets to divide up to which the next scan counts each number. */
  private static final long FEW_ROWS = 1 << 18;

  private final Dataset<Row> train;
  private final List<ModelFeature> quantities;

  NumberBins(Dataset<Row> train, List<ModelFeature> quantities) {
    this.train = train;
    this.quantities = quantities;
  }

  /** Returns what to count in the first scan. */
  CountedQuantities firstScan() {
    return new CountedQuantities(
        quantities, quantities.stream().map(quantity -> List.of(NumberRange.ALL)).toList(), FIRST);
  }

  /**
   * Returns the buckets of each quantity, in ascending order; runs one Spark job per further scan.
   *
   * @param counted what {@link #firstScan} has counted
   */
  List<List<LabelledBucket>> find(List<LabelledNumbers> counted) {
    List<List<LabelledBucket>> buckets = new ArrayList<>();
    counted.forEach(numbers -> buckets.add(numbers.ascending()));
    LeadingBits bits = FIRST;
    Map<Integer, List<LabelledBucket>> large = large(buckets);
    while (!large.isEmpty()) {
      long rows =
          large.values().stream()
              .flatMap(List::stream)
              .mapToLong(bucket -> bucket.labels().rows())
              .sum();
      bits = rows <= FEW_ROWS ? LeadingBits.ALL : bits.finer(BITS_PER_SCAN);
      divide(buckets, large, bits);
      large = large(buckets);
    }
    return buckets;
  }

  private static Map<Integer, List<LabelledBucket>> large(List<List<LabelledBucket>> buckets) {
    Map<Integer, List<LabelledBucket>> large = new LinkedHashMap<>();
    for (int i = 0; i < buckets.size(); i++) {
      double most = LARGE * GroupedBuckets.sum(buckets.get(i), LabelledBucket::labels).rows();
      List<LabelledBucket> found =
          buckets.get(i).stream()
              .filter(bucket -> bucket.least() < bucket.greatest())
              .filter(bucket -> bucket.labels().rows() > most)
              .toList();
      if (!found.isEmpty()) {
        large.put(i, found);
      }
    }
    return large;
  }

  /** Replaces large buckets by finer ones; runs one Spark job. */
  private void divide(
      List<List<LabelledBucket>> buckets,
      Map<Integer, List<LabelledBucket>> large,
      LeadingBits bits) {
    List<Integer> open = List.copyOf(large.keySet());
    CountedQuantities next =
        new CountedQuantities(
            open.stream().map(quantities::get).toList(),
            open.stream().map(i -> ranges(large.get(i))).toList(),
            bits);
    List<LabelledNumbers> counted =
        TrainScan.count(train, new TrainQuestions(CountedQuantities.NONE, next, List.of()))
            .labelled();
    for (int i = 0; i < open.size(); i++) {
      List<LabelledBucket> finer = new ArrayList<>(buckets.get(open.get(i)));
      finer.removeAll(large.get(open.get(i)));
      finer.addAll(counted.get(i).ascending());
      finer.sort(Comparator.comparingDouble(LabelledBucket::least));
      buckets.set(open.get(i), finer);
    }
  }

  private static List<NumberRange> ranges(List<LabelledBucket> large) {
    return large.stream()
        .map(bucket -> new NumberRange(bucket.least(), bucket.greatest()))
        .toList();
  }
}
