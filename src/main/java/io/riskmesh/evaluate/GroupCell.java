package io.riskmesh.evaluate;

import io.riskmesh.privacy.SmallCells;
import java.util.ArrayList;
import java.util.List;

/**
 * A group of scored rows that is large enough to be shown.
 *
 * @param name value, range or number of the group
 * @param keys values or numbers of ranges of its rows, null for rows without a value; never shown
 * @param points its rows by score
 */
public record GroupCell(String name, List<String> keys, List<GroupPoints> points)
    implements SmallCells.CellGroup<GroupCell> {

  @Override
  public long rows() {
    return points.stream().mapToLong(GroupPoints::rows).sum();
  }

  @Override
  public GroupCell and(GroupCell other) {
    List<String> allKeys = new ArrayList<>(keys);
    allKeys.addAll(other.keys);
    List<GroupPoints> allPoints = new ArrayList<>(points);
    allPoints.addAll(other.points);
    return new GroupCell(name, allKeys, allPoints);
  }

  @Override
  public GroupCell to(GroupCell next) {
    return and(next);
  }

  GroupCell named(String other) {
    return new GroupCell(other, keys, points);
  }

  /** Returns whether the group has the rows of a value or range. */
  public boolean has(String key) {
    return keys.contains(key);
  }
}
