package io.riskmesh.rows;

/** Chooses a share of the rows by their identifiers alone, whatever their order and partitions. */
public final class RowChoice {
  private RowChoice() {}

  /** Mixes the bits of an identifier (the finalizer of SplitMix64) and compares their share. */
  public static boolean isChosen(long id, double share) {
    long mixed = id + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    mixed ^= mixed >>> 31;
    return (mixed >>> 11) * 0x1p-53 < share;
  }
}
