package io.riskmesh.profile;

import io.riskmesh.privacy.SmallCells;

/**
 * Counts of a group before anything is suppressed.
 *
 * @param name the value; empty for a range
 * @param labelled rows with a label
 * @param defaults rows with the positive label
 */
record GroupCounts(
    ProfileCell.CellType type,
    String name,
    double from,
    double to,
    long rows,
    long labelled,
    long defaults)
    implements SmallCells.CellGroup<GroupCounts> {

  static GroupCounts of(ProfileCell.CellType type, String name, GroupTally tally) {
    return new GroupCounts(
        type, name, Double.NaN, Double.NaN, tally.rows(), tally.labelled(), tally.defaults());
  }

  static GroupCounts range(double from, double to, GroupTally tally) {
    return new GroupCounts(
        ProfileCell.CellType.RANGE, "", from, to, tally.rows(), tally.labelled(), tally.defaults());
  }

  static GroupCounts none(ProfileCell.CellType type, String name) {
    return new GroupCounts(type, name, Double.NaN, Double.NaN, 0, 0, 0);
  }

  long goods() {
    return labelled - defaults;
  }

  @Override
  public GroupCounts to(GroupCounts next) {
    return new GroupCounts(
        type,
        name,
        from,
        next.to,
        rows + next.rows,
        labelled + next.labelled,
        defaults + next.defaults);
  }

  @Override
  public GroupCounts and(GroupCounts other) {
    return new GroupCounts(
        type,
        name,
        from,
        to,
        rows + other.rows,
        labelled + other.labelled,
        defaults + other.defaults);
  }
}
