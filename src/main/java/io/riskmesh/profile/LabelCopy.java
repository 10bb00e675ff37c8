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
  private static final long LEAST = 3;

  private static final String MISSING = "";

  private LabelCopy() {}

  static boolean is(List<Tally> tallies) {
    Map<String, Tally> all =
        tallies.stream()
            .collect(
                Collectors.groupingBy(
                    LabelCopy::group,
                    Collectors.collectingAndThen(Collectors.toList(), Tally::sum)));
    all.values().removeIf(tally -> tally.labelled() == 0);
    Collection<Tally> values =
        all.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(MISSING))
            .map(Map.Entry::getValue)
            .toList();
    long covered = values.stream().mapToLong(Tally::labelled).sum();
    long labelled = all.values().stream().mapToLong(Tally::labelled).sum();
    return tellsApart(all.values()) || (2 * covered >= labelled && tellsApart(values));
  }

  private static String group(Tally tally) {
    if (tally.isMissing()) {
      return MISSING;
    }
    return tally.isRare() ? "rare" : "is " + tally.value() + tally.bin();
  }

  /** Whether there are two groups, the one all bad and the other all good. */
  private static boolean tellsApart(Collection<Tally> groups) {
    long bad = groups.stream().mapToLong(Tally::defaults).sum();
    long good = groups.stream().mapToLong(Tally::labelled).sum() - bad;
    return groups.size() == 2
        && bad >= LEAST
        && good >= LEAST
        && groups.stream().allMatch(g -> g.defaults() == 0 || g.defaults() == g.labelled());
  }
}
