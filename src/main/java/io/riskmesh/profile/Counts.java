package io.riskmesh.profile;

/**
 * Rows of a group before anything is suppressed.
 *
 * @param name the value; empty for a range
 * @param labelled rows with a label
 * @param defaults rows with the positive label
 */
record Counts(
    Cell.Type type, String name, double from, double to, long rows, long labelled, long defaults)
    implements SmallCells.Group<Counts> {

  static Counts of(Cell.Type type, String name, Tally tally) {
    return new Counts(
        type, name, Double.NaN, Double.NaN, tally.rows(), tally.labelled(), tally.defaults());
  }

  static Counts range(double from, double to, Tally tally) {
    return new Counts(
        Cell.Type.RANGE, "", from, to, tally.rows(), tally.labelled(), tally.defaults());
  }

  static Counts none(Cell.Type type, String name) {
    return new Counts(type, name, Double.NaN, Double.NaN, 0, 0, 0);
  }

  long goods() {
    return labelled - defaults;
  }

  @Override
  public Counts to(Counts next) {
    return new Counts(
        type,
        name,
        from,
        next.to,
        rows + next.rows,
        labelled + next.labelled,
        defaults + next.defaults);
  }

  @Override
  public Counts and(Counts other) {
    return new Counts(
        type,
        name,
        from,
        to,
        rows + other.rows,
        labelled + other.labelled,
        defaults + other.defaults);
  }
}
