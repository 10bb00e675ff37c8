package io.riskmesh.features;

import java.io.Serializable;

/** Counts rows, and for each input those without a value and those with a value not known. */
public final class InputTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] missing;
  private final long[] unknown;
  private long rows;

  /** Creates a tally of no rows. */
  public InputTally(int inputs) {
    this.missing = new long[inputs];
    this.unknown = new long[inputs];
  }

  void row() {
    rows++;
  }

  void missing(int input) {
    missing[input]++;
  }

  void unknown(int input) {
    unknown[input]++;
  }

  /** Adds the counts of other rows. */
  public void add(InputTally other) {
    rows += other.rows;
    for (int i = 0; i < missing.length; i++) {
      missing[i] += other.missing[i];
      unknown[i] += other.unknown[i];
    }
  }

  /** Returns the number of rows. */
  public long rows() {
    return rows;
  }

  /** Returns the rows without a value; for a number, one that is finite in 32 bits. */
  public long missingOf(int input) {
    return missing[input];
  }

  /** Returns the rows with a text that no feature compares with. */
  public long unknownOf(int input) {
    return unknown[input];
  }
}
