package io.riskmesh.features;

import java.io.Serializable;

/**
 * Buckets of doubles that share their leading bits. They are intervals, in the order of the
 * numbers, since the order of doubles is that of their bits.
 *
 * @param kept number of bits that numbers of a bucket share, from the sign bit on: 12 are sign and
 *     exponent, 64 are the whole number
 */
public record LeadingBits(int kept) implements Serializable {
  private static final int EXPONENT = 12;
  private static final int MAX_FIRST = 28;

  /** Magnitudes, as powers of two, over which the numbers of a column usually spread. */
  private static final int OCTAVES = 16;

  /** All bits: one bucket per number. */
  public static final LeadingBits ALL = new LeadingBits(Double.SIZE);

  /** Returns the bits for which several columns usually need at most a number of buckets. */
  public static LeadingBits forBuckets(int buckets, int columns) {
    int each = Math.max(1, buckets / OCTAVES / columns);
    int fraction = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(each);
    return new LeadingBits(Math.min(MAX_FIRST, EXPONENT + fraction));
  }

  /** Returns buckets that are finer by a number of bits. */
  public LeadingBits finer(int bits) {
    return new LeadingBits(Math.min(Double.SIZE, kept + bits));
  }

  /** Returns the bucket of a number: the number of its bucket that is nearest to zero. */
  public double bucket(double number) {
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(number) & (-1L << (Double.SIZE - kept)));
  }
}
