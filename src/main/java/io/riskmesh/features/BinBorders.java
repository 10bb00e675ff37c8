package io.riskmesh.features;

import io.riskmesh.features.BinOptimizer.BinDivision;
import io.riskmesh.features.BinOptimizer.BinLimits;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Finds the bins of any number of ordered items. {@link BinOptimizer} is exact, but for a few
 * hundred groups. So it divides groups of about equally many rows first, and then again groups that
 * are single items around the cuts it found, and coarser elsewhere, until the information value
 * does not grow any more. Groups alone would cost much of it on a small table: of a thousand
 * distinct numbers each has five, a tenth of a small bin.
 */
final class BinBorders {
  /** Repetitions; the second or third usually finds nothing better. */
  private static final int MAX_ROUNDS = 5;

  private static final int COARSER = 2;

  private final List<LabelTally> items;
  private final LabelTally all;
  private final int others;
  private final BinLimits limits;

  private BinBorders(List<LabelTally> items, LabelTally all, int others, BinLimits limits) {
    this.items = items;
    this.all = all;
    this.others = others;
    this.limits = limits;
  }

  /**
   * Returns the items with which the second and later bins begin; none if there is no better
   * division than a single bin. Where every item is a group, no division has a larger information
   * value.
   *
   * @param items rows of the items, in order
   * @param all rows of train, which other bins may share
   * @param others number of other bins
   */
  static List<Integer> find(List<LabelTally> items, LabelTally all, int others, BinLimits limits) {
    return new BinBorders(items, all, others, limits).find();
  }

  private List<Integer> find() {
    List<Integer> groups = GroupedBuckets.borders(items);
    BinDivision found = divide(groups, 1);
    boolean mayGrow = groups.size() + 1 < items.size();
    for (int round = 0; round < MAX_ROUNDS && mayGrow && !found.cuts().isEmpty(); round++) {
      BinDivision finer = divide(around(found.cuts(), groups), found.cuts().size() + 1);
      mayGrow = finer.value() > found.value();
      found = mayGrow ? finer : found;
    }
    return found.cuts();
  }

  /** Returns the best division whose bins begin at some of the borders. */
  private BinDivision divide(List<Integer> borders, int leastBins) {
    BinDivision best =
        BinOptimizer.best(
            GroupedBuckets.groups(items, borders), all, others, limits(leastBins), leastBins);
    return new BinDivision(
        best.value(), best.cuts().stream().map(cut -> borders.get(cut - 1)).toList());
  }

  /** Returns the limits, with at most one bin more once the groups have been divided. */
  private BinLimits limits(int leastBins) {
    return leastBins == 1
        ? limits
        : new BinLimits(
            limits.minRows(), Math.min(limits.maxBins(), leastBins + 1), limits.trend());
  }

  /** Returns borders of single items around the cuts, and of twice as large groups elsewhere. */
  private List<Integer> around(List<Integer> cuts, List<Integer> groups) {
    TreeSet<Integer> borders = new TreeSet<>();
    for (int i = 0; i < groups.size(); i += COARSER) {
      borders.add(groups.get(i));
    }
    int reach = Math.max(1, GroupedBuckets.MAX_GROUPS / (COARSER * cuts.size()));
    for (int cut : cuts) {
      IntStream.rangeClosed(Math.max(1, cut - reach), Math.min(items.size() - 1, cut + reach))
          .forEach(borders::add);
    }
    return List.copyOf(borders);
  }
}
