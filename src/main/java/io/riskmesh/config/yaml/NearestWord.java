package io.riskmesh.config.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a user probably meant. */
public final class NearestWord {
  private NearestWord() {}

  /**
   * Returns the nearest word by edit distance, ignoring case; empty if even that one is far off.
   */
  static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(best -> isNear(distance(word, best), best.length()));
  }

  private static boolean isNear(int distance, int length) {
    return distance < length && distance <= Math.max(2, length / 3);
  }

  /** Returns {@code , did you mean x?}, or an empty text if no word is near. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known).map(", did you mean %s?"::formatted).orElse("");
  }

  /** Returns the Levenshtein distance, using two rows of the table. */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
