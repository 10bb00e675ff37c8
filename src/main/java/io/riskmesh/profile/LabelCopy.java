package io.riskmesh.profile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Detects a column that is the label under another coding: one value for the bad and another for
 * the good rows, such as {@code Y} and {@code N}, or 0 and 1 in either order. One of the two may be
 * a missing value, and some missing values besides the two do not make it another column. The check
 * uses all counts before small groups are merged.
 */
final class LabelCopy {
  /**
   * Smallest number of rows of a class; with fewer, a column can separate the classes by chance.
   */
  private static final long MIN_ROWS = 3;

  private static final String MISSING = "";

  private LabelCopy() {}

  static boolean is(List<GroupTally> tallies) {
    Map<String, GroupTally> all =
        tallies.stream()
            .collect(
                Collectors.groupingBy(
                    LabelCopy::group,
                    Collectors.collectingAndThen(Collectors.toList(), GroupTally::sum)));
    all.values().removeIf(tally -> tally.labelled() == 0);
    Collection<GroupTally> values =
        all.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(MISSING))
            .map(Map.Entry::getValue)
            .toList();
    long covered = values.stream().mapToLong(GroupTally::labelled).sum();
    long labelled = all.values().stream().mapToLong(GroupTally::labelled).sum();
    return tellsApart(all.values()) || (2 * covered >= labelled && tellsApart(values));
  }

  private static String group(GroupTally tally) {
    if (tally.isMissing()) {
      return MISSING;
    }
    return tally.isRare() ? "rare" : "is " + tally.value() + tally.bin();
  }

  /** Returns whether there are exactly two groups, one all bad and the other all good. */
  private static boolean tellsApart(Collection<GroupTally> groups) {
    long bad = groups.stream().mapToLong(GroupTally::defaults).sum();
    long good = groups.stream().mapToLong(GroupTally::labelled).sum() - bad;
    return groups.size() == 2
        && bad >= MIN_ROWS
        && good >= MIN_ROWS
        && groups.stream().allMatch(g -> g.defaults() == 0 || g.defaults() == g.labelled());
  }
}
