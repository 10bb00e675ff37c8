package io.riskmesh.report;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A gate's limit as a number, read back from its words ({@code >= 0.70}), to draw it.
 *
 * @param value where it lies
 * @param floor true where values below refuse, false where values above do
 */
record Limit(double value, boolean floor) {
  private static final Pattern WORDS =
      Pattern.compile("(>=|<=|>|<|≥|≤)\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)");

  /** Every limit in the words; none where they are written in another way. */
  static List<Limit> of(String words) {
    return WORDS.matcher(words).results().map(Limit::read).toList();
  }

  private static Limit read(MatchResult found) {
    boolean floor = found.group(1).startsWith(">") || found.group(1).equals("≥");
    return new Limit(Double.parseDouble(found.group(2)), floor);
  }

  /** Whether a value lies on the wrong side; what is no number does. */
  boolean isBrokenBy(double value) {
    return !(floor ? value >= this.value : value <= this.value);
  }
}
