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
    Map<String, LabelCounts> all =
        tallies.stream()
            .collect(
                Collectors.groupingBy(
                    LabelCopy::group,
                    Collectors.reducing(LabelCounts.NONE, GroupTally::counts, LabelCounts::and)));
    all.values().removeIf(counts -> counts.labelled() == 0);
    Collection<LabelCounts> values =
        all.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(MISSING))
            .map(Map.Entry::getValue)
            .toList();
    long covered = values.stream().mapToLong(LabelCounts::labelled).sum();
    long labelled = all.values().stream().mapToLong(LabelCounts::labelled).sum();
    return tellsApart(all.values()) || (2 * covered >= labelled && tellsApart(values));
  }

  private static String group(GroupTally tally) {
    if (tally.isMissing()) {
      return MISSING;
    }
    return tally.key().isRare() ? "rare" : "is " + tally.value() + tally.key().bin();
  }

  /** Returns whether there are exactly two groups, one all bad and the other all good. */
  private static boolean tellsApart(Collection<LabelCounts> groups) {
    long bad = groups.stream().mapToLong(LabelCounts::defaults).sum();
    long good = groups.stream().mapToLong(LabelCounts::goods).sum();
    return groups.size() == 2
        && bad >= MIN_ROWS
        && good >= MIN_ROWS
        && groups.stream().allMatch(g -> g.defaults() == 0 || g.defaults() == g.labelled());
  }
}
