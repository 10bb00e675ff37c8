package io.riskmesh.evaluate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Scored rows by group, for each of several groupings. The group of rows without one is null. */
final class GroupedRows implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Most groups of a grouping; a column with more does not form groups but identifies rows. */
  static final int MAX_GROUPS = 1_000;

  private final List<HashMap<String, GroupPoints>> groupings;

  /** Whether a grouping has more groups than are counted. */
  private final boolean[] overfull;

  GroupedRows(int groupings) {
    this.groupings =
        new ArrayList<>(
            IntStream.range(0, groupings)
                .mapToObj(i -> new HashMap<String, GroupPoints>())
                .toList());
    this.overfull = new boolean[groupings];
  }

  boolean isEmpty() {
    return IntStream.range(0, overfull.length)
        .allMatch(i -> groupings.get(i).isEmpty() && !overfull[i]);
  }

  /** Returns the rows of a group, to which some can be added; null if there are too many groups. */
  GroupPoints group(int grouping, String name) {
    Map<String, GroupPoints> groups = groupings.get(grouping);
    GroupPoints points = groups.get(name);
    if (points == null && !overfull[grouping]) {
      if (groups.size() == MAX_GROUPS) {
        groups.clear();
        overfull[grouping] = true;
        return null;
      }
      points = new GroupPoints();
      groups.put(name, points);
    }
    return points;
  }

  /** Adds the rows of another task; sums of longs are exact in whatever order they arrive. */
  void addAll(GroupedRows other) {
    for (int i = 0; i < overfull.length; i++) {
      int grouping = i;
      overfull[i] |= other.overfull[i];
      other.groupings.get(i).forEach((name, points) -> addTo(grouping, name, points));
      if (overfull[i]) {
        groupings.get(i).clear();
      }
    }
  }

  private void addTo(int grouping, String name, GroupPoints points) {
    GroupPoints mine = group(grouping, name);
    if (mine != null) {
      mine.addAll(points);
    }
  }

  void trim() {
    groupings.forEach(groups -> groups.values().forEach(GroupPoints::trim));
  }

  /** Returns the rows of a grouping by group; null if there are too many groups. */
  Map<String, GroupPoints> of(int grouping) {
    return overfull[grouping] ? null : groupings.get(grouping);
  }
}
