package io.riskmesh.features;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reduces ordered items with label counts to a few hundred groups of about equally many rows. */
final class GroupedBuckets {
  /** Groups that {@link BinOptimizer} divides quickly. */
  static final int MAX_GROUPS = 200;

  private GroupedBuckets() {}

  /**
   * Returns adjacent items as groups. An item is never divided: one with many rows makes a group
   * with its predecessors.
   */
  static <T> List<List<T>> of(List<T> ordered, Function<T, LabelTally> labels) {
    if (ordered.size() <= MAX_GROUPS) {
      return ordered.stream().map(List::of).toList();
    }
    long rows = ordered.stream().mapToLong(item -> labels.apply(item).rows()).sum();
    long least = (rows + MAX_GROUPS - 1) / MAX_GROUPS;
    List<List<T>> groups = new ArrayList<>();
    List<T> open = new ArrayList<>();
    long count = 0;
    for (T item : ordered) {
      open.add(item);
      count += labels.apply(item).rows();
      if (count >= least) {
        groups.add(List.copyOf(open));
        open.clear();
        count = 0;
      }
    }
    if (!open.isEmpty()) {
      groups.add(List.copyOf(open));
    }
    return groups;
  }

  /** Returns the rows of items together. */
  static <T> LabelTally sum(List<T> items, Function<T, LabelTally> labels) {
    return items.stream().map(labels).reduce(LabelTally.zero(1), LabelTally::plus);
  }
}
