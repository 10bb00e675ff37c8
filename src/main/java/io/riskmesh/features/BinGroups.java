package io.riskmesh.features;

import java.util.ArrayList;
import java.util.List;

/**
 * Ordered groups of rows, and the bins of adjacent groups that may be formed of them. A bin is
 * named by the index of its first group and of the group after its last. Odds of default are
 * compared as whole numbers, exactly up to a billion rows, with half a row added to each class as
 * in {@link BinEvidence}: a trend of the odds is a trend of the weight of evidence.
 */
final class BinGroups {
  /** How the default rate changes from one bin to the next. */
  enum RateStep {
    ANY,
    UP,
    DOWN
  }

  private final int size;
  private final long[] negatives;
  private final long[] positives;
  private final long minRows;

  /** For each end, the starts of bins that end there, in the order of their odds of default. */
  private final int[][] byOdds;

  /**
   * Prepares the groups.
   *
   * @param minRows minimum number of rows of a bin
   */
  BinGroups(List<LabelTally> groups, long minRows) {
    this.size = groups.size();
    this.minRows = minRows;
    this.negatives = new long[size + 1];
    this.positives = new long[size + 1];
    for (int i = 0; i < size; i++) {
      negatives[i + 1] = negatives[i] + groups.get(i).negatives();
      positives[i + 1] = positives[i] + groups.get(i).positives();
    }
    this.byOdds = new int[size + 1][];
    for (int end = 1; end <= size; end++) {
      byOdds[end] = startsByOdds(end);
    }
  }

  int size() {
    return size;
  }

  private int[] startsByOdds(int end) {
    List<Integer> starts = new ArrayList<>();
    for (int start = 0; start < end; start++) {
      if (isLarge(start, end)) {
        starts.add(start);
      }
    }
    starts.sort((one, other) -> compareOdds(one, end, other, end));
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns whether a bin has enough rows. */
  boolean isLarge(int start, int end) {
    return goods(start, end) + bads(start, end) >= minRows;
  }

  private long goods(int start, int end) {
    return negatives[end] - negatives[start];
  }

  private long bads(int start, int end) {
    return positives[end] - positives[start];
  }

  /** Compares the odds of two bins with half a row added to each class, as their evidence does. */
  private int compareOdds(int start, int end, int otherStart, int otherEnd) {
    return Long.compare(
        (2 * bads(start, end) + 1) * (2 * goods(otherStart, otherEnd) + 1),
        (2 * bads(otherStart, otherEnd) + 1) * (2 * goods(start, end) + 1));
  }

  /** Returns the starts of the bins that end here and have enough rows, by their odds. */
  int[] startsBefore(int end) {
    return byOdds[end];
  }

  /** Returns the information value of each bin with enough rows, by start and end. */
  double[][] values(BinEvidence evidence) {
    double[][] values = new double[size][size + 1];
    for (int start = 0; start < size; start++) {
      for (int end = start + 1; end <= size; end++) {
        values[start][end] =
            isLarge(start, end)
                ? evidence.value(goods(start, end), bads(start, end))
                : Double.NEGATIVE_INFINITY;
      }
    }
    return values;
  }

  /**
   * Returns the position of a bin among the bins that may precede it: those with at most its odds
   * come before the position if the rate must rise, those with at least its odds from it on if it
   * must fall.
   */
  int position(int start, int end, RateStep step) {
    int[] starts = byOdds[start];
    if (step == RateStep.ANY) {
      return starts.length;
    }
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = compareOdds(starts[middle], start, start, end);
      if (step == RateStep.UP ? order <= 0 : order < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
