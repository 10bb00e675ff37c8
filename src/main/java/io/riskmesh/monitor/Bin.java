package io.riskmesh.monitor;

import io.riskmesh.profile.SmallCells;

/**
 * Rows of a column that were counted together, before small groups are put together.
 *
 * @param name the value; null for a range and for all other values
 * @param top greatest number among them; NaN for texts
 */
record Bin(String name, double top, long rows) implements SmallCells.Group<Bin> {

  static Bin others(long rows) {
    return new Bin(null, Double.NaN, rows);
  }

  @Override
  public Bin and(Bin other) {
    return new Bin(name, top, rows + other.rows);
  }

  @Override
  public Bin to(Bin next) {
    return new Bin(name, next.top, rows + next.rows);
  }
}
