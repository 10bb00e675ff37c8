package io.riskmesh.drift;

import io.riskmesh.rows.HashSlots;

/**
 * Counts numbers by their rounded value, in plain arrays: about 45 bytes per rounded value, and
 * nothing per number.
 */
final class NumberCounts {
  private static final int FIRST_ROOM = 64;

  private double[] rounded;
  private double[] least;
  private double[] greatest;
  private long[] rows;
  private int size;

  NumberCounts() {
    clear();
  }

  void clear() {
    rounded = new double[FIRST_ROOM];
    least = new double[FIRST_ROOM];
    greatest = new double[FIRST_ROOM];
    rows = new long[FIRST_ROOM];
    size = 0;
  }

  /** Returns the number of rounded values. */
  int size() {
    return size;
  }

  /** Counts one row. */
  void add(double number) {
    int slot = slot(ObservedColumn.rounded(number));
    if (rows[slot] == 0) {
      least[slot] = number;
      greatest[slot] = number;
      size++;
    } else if (number < least[slot]) {
      least[slot] = number;
    } else if (number > greatest[slot]) {
      greatest[slot] = number;
    }
    rows[slot]++;
    if (size > rows.length - rows.length / 4) {
      grow();
    }
  }

  /** Returns the slot of a rounded value; a new one has no rows yet. */
  private int slot(double value) {
    int mask = rows.length - 1;
    int slot = HashSlots.first(Double.doubleToRawLongBits(value), rows.length);
    while (rows[slot] != 0 && rounded[slot] != value) {
      slot = (slot + 1) & mask;
    }
    rounded[slot] = value;
    return slot;
  }

  private void grow() {
    NumberCounts old = copy();
    int room = rows.length * 2;
    rounded = new double[room];
    least = new double[room];
    greatest = new double[room];
    rows = new long[room];
    old.forEach(
        (value, smallest, largest, count) -> {
          int slot = slot(value);
          least[slot] = smallest;
          greatest[slot] = largest;
          rows[slot] = count;
        });
  }

  private NumberCounts copy() {
    NumberCounts copy = new NumberCounts();
    copy.rounded = rounded;
    copy.least = least;
    copy.greatest = greatest;
    copy.rows = rows;
    copy.size = size;
    return copy;
  }

  /** Receives one rounded value, the numbers that it stands for, and their rows. */
  interface CountVisitor {
    void visit(double rounded, double least, double greatest, long rows);
  }

  void forEach(CountVisitor visitor) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] != 0) {
        visitor.visit(rounded[i], least[i], greatest[i], rows[i]);
      }
    }
  }
}
