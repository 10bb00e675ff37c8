package io.riskmesh.drift;

import io.riskmesh.privacy.SmallCells.CellGroup;

/**
 * Rows of a column that were counted together, before small groups are merged.
 *
 * @param name the value; null for a range and for the group of all other values
 * @param top greatest number in the bin; NaN for texts
 */
record BaselineBin(String name, double top, long rows) implements CellGroup<BaselineBin> {

  static BaselineBin others(long rows) {
    return new BaselineBin(null, Double.NaN, rows);
  }

  @Override
  public BaselineBin and(BaselineBin other) {
    return new BaselineBin(name, top, rows + other.rows);
  }

  @Override
  public BaselineBin to(BaselineBin next) {
    return new BaselineBin(name, next.top, rows + next.rows);
  }
}
