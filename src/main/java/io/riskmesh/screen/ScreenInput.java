package io.riskmesh.screen;

import io.riskmesh.features.LeadingBits;
import io.riskmesh.model.DeclaredFeature;
import java.io.Serializable;

/**
 * A declared feature among the values of a row: first the model's inputs, then one flag per column
 * that is 1 where the column has no value.
 *
 * @param numeric whether the first input is a number, and the others are indicators
 * @param at index of its first input
 * @param inputs number of inputs
 * @param flagsAt index of its first flag
 * @param flags number of flags
 */
record ScreenInput(boolean numeric, int at, int inputs, int flagsAt, int flags)
    implements Serializable {
  /** Key of a number that is missing. */
  static final long MISSING = Double.doubleToLongBits(Double.NaN);

  /** Keys of other values are NaNs too, with the bits of a hash. */
  private static final long HASHED = 0x7FFC_0000_0000_0000L;

  private static final long HASH_BITS = (1L << 50) - 1;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  static ScreenInput of(DeclaredFeature feature, int at, int flagsAt, int flags) {
    return new ScreenInput(feature.numeric(), at, feature.inputs(), flagsAt, flags);
  }

  /**
   * Returns the key of the row's value: a number's bucket, as the bits of a double, or a NaN. Rows
   * in which the model sees the same values have the same key.
   */
  long key(float[] row, LeadingBits bits) {
    if (!numeric) {
      return hash(row, at, at + inputs);
    }
    for (int i = at + 1; i < at + inputs; i++) {
      if (row[i] != 0) {
        return hash(row, at + 1, at + inputs);
      }
    }
    return Float.isNaN(row[at]) ? MISSING : Double.doubleToLongBits(bits.bucket(row[at]) + 0.0);
  }

  private static long hash(float[] row, int from, int to) {
    long hash = 0;
    for (int i = from; i < to; i++) {
      hash = Long.rotateLeft((hash ^ Float.floatToIntBits(row[i])) * SPREAD, 31);
    }
    return HASHED | ((hash * SPREAD) >>> 14 & HASH_BITS);
  }

  /** Returns whether a key is that of a number. */
  static boolean isNumber(long key) {
    return !Double.isNaN(Double.longBitsToDouble(key));
  }

  /** Returns whether one of the feature's columns has no value. */
  boolean isMissing(float[] row) {
    for (int i = flagsAt; i < flagsAt + flags; i++) {
      if (row[i] != 0) {
        return true;
      }
    }
    return false;
  }
}
