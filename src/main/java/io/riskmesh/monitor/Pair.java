package io.riskmesh.monitor;

import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.monitor.Drift.Group;
import io.riskmesh.profile.SmallCells;
import java.util.ArrayList;
import java.util.List;

/**
 * A group then and now, before those that are small now are put together; none at all is not small.
 *
 * @param name the value; null for a range and for all other values
 * @param from exclusive lower end; minus infinity when open, NaN for values
 * @param to inclusive upper end likewise
 */
record Pair(String name, double from, double to, long then, long rows)
    implements SmallCells.Group<Pair> {

  /** What may be shown of a distribution. */
  static List<Group> groups(Distribution groups, List<Long> now) {
    List<Long> then = groups.rows();
    List<Pair> pairs = groups.byValue() ? values(groups, then, now) : ranges(groups, then, now);
    double n = pairs.stream().mapToLong(Pair::then).sum();
    double m = pairs.stream().mapToLong(Pair::rows).sum();
    return pairs.stream().map(pair -> pair.group(n, m)).toList();
  }

  private static List<Pair> values(Distribution groups, List<Long> then, List<Long> now) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < groups.values().size(); i++) {
      pairs.add(new Pair(groups.values().get(i), Double.NaN, Double.NaN, then.get(i), now.get(i)));
    }
    int last = pairs.size();
    return SmallCells.pooled(
        pairs, new Pair(null, Double.NaN, Double.NaN, then.get(last), now.get(last)));
  }

  private static List<Pair> ranges(Distribution groups, List<Long> then, List<Long> now) {
    List<Pair> pairs = new ArrayList<>();
    double from = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < groups.size(); i++) {
      boolean isLast = i == groups.edges().size();
      double to = isLast ? Double.POSITIVE_INFINITY : groups.edges().get(i);
      pairs.add(new Pair(null, from, to, then.get(i), now.get(i)));
      from = to;
    }
    return SmallCells.merged(pairs);
  }

  private Group group(double n, double m) {
    return new Group(
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
  public Pair and(Pair other) {
    return new Pair(name, from, to, then + other.then, rows + other.rows);
  }

  @Override
  public Pair to(Pair next) {
    return new Pair(name, from, next.to, then + next.then, rows + next.rows);
  }
}
