package io.riskmesh.quality;

import io.riskmesh.config.PrivacyConfig;

/** Masks a value for display: first and last character and the length remain, {@code 1***7}. */
final class ValueMask {
  private static final int MAX_LENGTH = 20;

  private final PrivacyConfig privacy;

  ValueMask(PrivacyConfig privacy) {
    this.privacy = privacy;
  }

  /** Returns whether the column's values must not be shown at all. */
  boolean hides(String column) {
    return privacy.hides(column);
  }

  /** Returns the masked value; of one or two characters only asterisks remain. */
  static String of(String value) {
    int[] points = value.codePoints().toArray();
    int length = Math.min(points.length, MAX_LENGTH);
    if (length <= 2) {
      return "*".repeat(length);
    }
    return new StringBuilder()
        .appendCodePoint(points[0])
        .append("*".repeat(length - 2))
        .appendCodePoint(points[points.length - 1])
        .toString();
  }
}
