package io.riskmesh.screen;

import io.riskmesh.config.PrivacyConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells of a feature: ranges of its number with about equally many train rows, and single
 * values. Values of few rows share the last cell, and so does every value that train never had.
 */
final class FeatureCells implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int MOST_RANGES = 20;
  private static final int LEAST_RANGES = 2;

  /** Rows of the rarer class per range, on average. */
  private static final int ROWS_PER_RANGE = 20;

  /** The smallest bucket of each range, ascending. */
  private final double[] from;

  private final Map<Long, Integer> byKey = new HashMap<>();
  private final List<LabelledRows> counts = new ArrayList<>();

  private FeatureCells(double[] from) {
    this.from = from;
  }

  /**
   * Forms the cells.
   *
   * @param tally train rows by key
   * @param all all train rows
   */
  static FeatureCells of(CellTally tally, LabelledRows all) {
    Map<Long, LabelledRows> byKey = tally.byKey();
    List<Map.Entry<Long, LabelledRows>> numbers = numbers(byKey);
    List<Double> from = new ArrayList<>();
    List<LabelledRows> ranges = ranges(numbers, all, from);
    FeatureCells cells = new FeatureCells(from.stream().mapToDouble(Double::doubleValue).toArray());
    cells.counts.addAll(ranges);
    LabelledRows rest = LabelledRows.NONE;
    for (Map.Entry<Long, LabelledRows> entry : byKey.entrySet()) {
      if (!ScreenInput.isNumber(entry.getKey())) {
        if (entry.getValue().rows() < PrivacyConfig.SMALL_CELL) {
          rest = rest.and(entry.getValue());
        } else {
          cells.byKey.put(entry.getKey(), cells.counts.size());
          cells.counts.add(entry.getValue());
        }
      }
    }
    cells.counts.add(rest);
    return cells;
  }

  /** Returns the counts of the numbers, ascending. */
  static List<Map.Entry<Long, LabelledRows>> numbers(Map<Long, LabelledRows> byKey) {
    return byKey.entrySet().stream()
        .filter(entry -> ScreenInput.isNumber(entry.getKey()))
        .sorted(Comparator.comparingDouble(entry -> Double.longBitsToDouble(entry.getKey())))
        .toList();
  }

  private static List<LabelledRows> ranges(
      List<Map.Entry<Long, LabelledRows>> numbers, LabelledRows all, List<Double> from) {
    long rarer = Math.min(all.defaults(), all.goods());
    long most = Math.max(LEAST_RANGES, Math.min(MOST_RANGES, rarer / ROWS_PER_RANGE));
    long rows = numbers.stream().mapToLong(entry -> entry.getValue().rows()).sum();
    List<LabelledRows> ranges = new ArrayList<>();
    LabelledRows open = LabelledRows.NONE;
    for (Map.Entry<Long, LabelledRows> entry : numbers) {
      if (open.rows() == 0) {
        from.add(Double.longBitsToDouble(entry.getKey()));
      }
      open = open.and(entry.getValue());
      if (open.rows() * most >= rows) {
        ranges.add(open);
        open = LabelledRows.NONE;
      }
    }
    if (open.rows() > 0) {
      ranges.add(open);
    }
    return ranges;
  }

  /** Returns the number of cells. */
  int size() {
    return counts.size();
  }

  /** Returns the cell of a value, by its key. */
  int cell(long key) {
    if (!ScreenInput.isNumber(key)) {
      return byKey.getOrDefault(key, size() - 1);
    }
    if (from.length == 0) {
      return size() - 1;
    }
    int at = Arrays.binarySearch(from, Double.longBitsToDouble(key));
    return at >= 0 ? at : Math.max(0, -at - 2);
  }

  /** Returns the train rows of the cells, in their order. */
  List<LabelledRows> counts() {
    return counts;
  }
}
