package io.riskmesh.drift;

import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.privacy.SmallCells;
import io.riskmesh.privacy.SmallCells.CellGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * A group then and now, before groups that are small now are merged. An empty group does not count
 * as small.
 *
 * @param name the value; null for a range and for the group of all other values
 * @param from exclusive lower end; minus infinity if open, NaN for values
 * @param to inclusive upper end; infinity if open, NaN for values
 */
record GroupPair(String name, double from, double to, long then, long rows)
    implements CellGroup<GroupPair> {

  /** Returns the groups of a distribution that may be shown. */
  static List<DriftReport.DriftGroup> groups(ColumnDistribution groups, List<Long> now) {
    List<Long> then = groups.rows();
    List<GroupPair> pairs =
        groups.byValue() ? values(groups, then, now) : ranges(groups, then, now);
    double n = pairs.stream().mapToLong(GroupPair::then).sum();
    double m = pairs.stream().mapToLong(GroupPair::rows).sum();
    return pairs.stream().map(pair -> pair.group(n, m)).toList();
  }

  private static List<GroupPair> values(
      ColumnDistribution groups, List<Long> then, List<Long> now) {
    List<GroupPair> pairs = new ArrayList<>();
    for (int i = 0; i < groups.values().size(); i++) {
      pairs.add(
          new GroupPair(groups.values().get(i), Double.NaN, Double.NaN, then.get(i), now.get(i)));
    }
    int last = pairs.size();
    return SmallCells.pooled(
        pairs, new GroupPair(null, Double.NaN, Double.NaN, then.get(last), now.get(last)));
  }

  private static List<GroupPair> ranges(
      ColumnDistribution groups, List<Long> then, List<Long> now) {
    List<GroupPair> pairs = new ArrayList<>();
    double from = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < groups.size(); i++) {
      boolean isLast = i == groups.edges().size();
      double to = isLast ? Double.POSITIVE_INFINITY : groups.edges().get(i);
      pairs.add(new GroupPair(null, from, to, then.get(i), now.get(i)));
      from = to;
    }
    return SmallCells.merged(pairs);
  }

  private DriftReport.DriftGroup group(double n, double m) {
    return new DriftReport.DriftGroup(
        name, finite(from), finite(to), then, rows, n == 0 ? 0 : then / n, m == 0 ? 0 : rows / m);
  }

  private static Double finite(double end) {
    return Double.isFinite(end) ? end : null;
  }

  @Override
  public boolean isEmpty() {
    return then + rows == 0;
  }

  @Override
  public boolean isSmall() {
    return rows > 0 && rows < PrivacyConfig.SMALL_CELL;
  }

  @Override
  public GroupPair and(GroupPair other) {
    return new GroupPair(name, from, to, then + other.then, rows + other.rows);
  }

  @Override
  public GroupPair to(GroupPair next) {
    return new GroupPair(name, from, next.to, then + next.then, rows + next.rows);
  }
}
