package io.riskmesh.profile;

import io.riskmesh.privacy.SmallCells;

/**
 * Counts of a group before anything is suppressed.
 *
 * @param name the value; empty for a range
 */
record GroupCounts(
    ProfileCell.CellType type, String name, double from, double to, LabelCounts counts)
    implements SmallCells.CellGroup<GroupCounts> {

  static GroupCounts of(ProfileCell.CellType type, String name, GroupTally tally) {
    return new GroupCounts(type, name, Double.NaN, Double.NaN, tally.counts());
  }

  static GroupCounts range(double from, double to, LabelCounts counts) {
    return new GroupCounts(ProfileCell.CellType.RANGE, "", from, to, counts);
  }

  static GroupCounts none(ProfileCell.CellType type, String name) {
    return new GroupCounts(type, name, Double.NaN, Double.NaN, LabelCounts.NONE);
  }

  @Override
  public long rows() {
    return counts.rows();
  }

  @Override
  public GroupCounts to(GroupCounts next) {
    return new GroupCounts(type, name, from, next.to, counts.and(next.counts));
  }

  @Override
  public GroupCounts and(GroupCounts other) {
    return new GroupCounts(type, name, from, to, counts.and(other.counts));
  }
}
