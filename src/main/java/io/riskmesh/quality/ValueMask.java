package io.riskmesh.quality;

import io.riskmesh.config.PrivacyConfig;

/** What of a value may be shown: first and last character and the length, {@code 1***7}. */
final class ValueMask {
  private static final int MAX_LENGTH = 20;

  private final PrivacyConfig privacy;

  ValueMask(PrivacyConfig privacy) {
    this.privacy = privacy;
  }

  /** Whether nothing at all of the column's values may be shown. */
  boolean hides(String column) {
    return privacy.hides(column);
  }

  /** The masked value; of one or two characters nothing is left. */
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
