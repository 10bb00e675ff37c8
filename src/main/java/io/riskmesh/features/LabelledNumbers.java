package io.riskmesh.features;

import io.riskmesh.rows.NumberCounts;
import io.riskmesh.rows.NumberCounts.NumberBucket;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers of a quantity in buckets, by label. */
final class LabelledNumbers implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<NumberCounts> byLabel = List.of(new NumberCounts(), new NumberCounts());
  private final long[] missing = new long[2];

  /** A bucket's smallest and largest number, and its rows by label. */
  record LabelledBucket(double least, double greatest, LabelTally labels) {
    private LabelledBucket and(LabelledBucket other) {
      return new LabelledBucket(
          Math.min(least, other.least),
          Math.max(greatest, other.greatest),
          labels.plus(other.labels));
    }
  }

  /** Counts one row, whose label is 0 or 1. */
  void add(int label, double bucket, double number) {
    byLabel.get(label).add(bucket, number);
  }

  /** Counts one row without a number. */
  void addMissing(int label) {
    missing[label]++;
  }

  void addAll(LabelledNumbers other) {
    for (int label = 0; label < 2; label++) {
      byLabel.get(label).addAll(other.byLabel.get(label));
      missing[label] += other.missing[label];
    }
  }

  /** Returns the rows without a number. */
  LabelTally missing() {
    return LabelTally.of(missing[0], missing[1]);
  }

  /** Returns the buckets in ascending order. */
  List<LabelledBucket> ascending() {
    Map<Double, LabelledBucket> buckets = new TreeMap<>();
    for (int label = 0; label < 2; label++) {
      for (NumberBucket bucket : byLabel.get(label).ascending()) {
        // The sums turn -0.0 into 0.0, which is the same number.
        LabelledBucket labelled =
            new LabelledBucket(
                bucket.least() + 0.0,
                bucket.greatest() + 0.0,
                LabelTally.zero(1).plus(label, bucket.rows()));
        buckets.merge(bucket.bucket() + 0.0, labelled, LabelledBucket::and);
      }
    }
    return new ArrayList<>(buckets.values());
  }
}
