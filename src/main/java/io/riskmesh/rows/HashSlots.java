package io.riskmesh.rows;

/** Slots of hash tables with open addressing, in arrays whose length is a power of two. */
public final class HashSlots {
  /** Spreads bits upwards (Knuth 1998, The Art of Computer Programming 3, section 6.4). */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private HashSlots() {}

  /**
   * Returns the first slot to look at. It is made of the product's upper bits, since only these
   * depend on all bits of the key: the lower half of a rounded double is zero.
   *
   * @param room length of the array, at least two
   */
  public static int first(long key, int room) {
    return (int) ((key * SPREAD) >>> (Long.numberOfLeadingZeros(room) + 1));
  }
}
