package io.riskmesh.features;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Reduces ordered items with label counts to a few hundred groups of about equally many rows. */
final class GroupedBuckets {
  /** Groups that {@link BinOptimizer} divides quickly. */
  static final int MAX_GROUPS = 200;

  private GroupedBuckets() {}

  /**
   * Returns the items with which the second and later groups begin. An item is never divided: one
   * with many rows makes a group with its predecessors.
   */
  static List<Integer> borders(List<LabelTally> ordered) {
    if (ordered.size() <= MAX_GROUPS) {
      return IntStream.range(1, ordered.size()).boxed().toList();
    }
    long rows = ordered.stream().mapToLong(LabelTally::rows).sum();
    long least = (rows + MAX_GROUPS - 1) / MAX_GROUPS;
    List<Integer> borders = new ArrayList<>();
    long count = 0;
    for (int i = 0; i < ordered.size() - 1; i++) {
      count += ordered.get(i).rows();
      if (count >= least) {
        borders.add(i + 1);
        count = 0;
      }
    }
    return borders;
  }

  /** Returns the rows of the groups that begin with the first item and at these borders. */
  static List<LabelTally> groups(List<LabelTally> ordered, List<Integer> borders) {
    List<LabelTally> groups = new ArrayList<>();
    for (int i = 0; i <= borders.size(); i++) {
      int from = i == 0 ? 0 : borders.get(i - 1);
      int to = i == borders.size() ? ordered.size() : borders.get(i);
      groups.add(sum(ordered.subList(from, to), Function.identity()));
    }
    return groups;
  }

  /** Returns the rows of items together. */
  static <T> LabelTally sum(List<T> items, Function<T, LabelTally> labels) {
    return items.stream().map(labels).reduce(LabelTally.zero(1), LabelTally::plus);
  }
}
