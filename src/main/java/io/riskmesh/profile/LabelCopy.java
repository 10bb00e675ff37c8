package io.riskmesh.profile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether a column is the label under another coding: one value for the bad and another for the
 * good, {@code Y} and {@code N} or 0 and 1 whichever way round; one of them may be a gap, and some
 * gaps do not make it another column. It looks at all that was counted, before small groups are
 * pooled.
 */
final class LabelCopy {
  /** With fewer rows of a class a column can tell them apart by chance. */
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

  /** Whether there are two groups, the one all bad and the other all good. */
  private static boolean tellsApart(Collection<GroupTally> groups) {
    long bad = groups.stream().mapToLong(GroupTally::defaults).sum();
    long good = groups.stream().mapToLong(GroupTally::labelled).sum() - bad;
    return groups.size() == 2
        && bad >= MIN_ROWS
        && good >= MIN_ROWS
        && groups.stream().allMatch(g -> g.defaults() == 0 || g.defaults() == g.labelled());
  }
}
