package io.riskmesh.features;

import io.riskmesh.model.NumberText;
import java.util.List;
import java.util.stream.Collectors;

/** Names bins in words, without the brackets that XGBoost refuses in names. */
public final class BinLabels {
  /** Length of the longest list of values that a label has. */
  private static final int MAX_LENGTH = 40;

  private BinLabels() {}

  /**
   * Names a range of numbers.
   *
   * @param from smallest number; null if there is no lower end
   * @param below end, which does not belong to it; null if there is no upper end
   */
  public static String range(Double from, Double below) {
    if (from == null) {
      return below == null ? "any" : "below " + NumberText.of(below);
    }
    return below == null
        ? "from " + NumberText.of(from)
        : "%s to %s".formatted(NumberText.of(from), NumberText.of(below));
  }

  /** Names a set of values, which is not empty, by as many of them as are short. */
  public static String values(List<String> values) {
    String all = String.join(",", values);
    if (all.length() <= MAX_LENGTH) {
      return all;
    }
    int[] length = {0};
    List<String> first =
        values.stream()
            .takeWhile(value -> (length[0] += value.length() + 1) <= MAX_LENGTH)
            .collect(Collectors.toList());
    return "%s and %d more"
        .formatted(
            first.isEmpty() ? values.get(0) : String.join(",", first),
            values.size() - Math.max(1, first.size()));
  }
}
