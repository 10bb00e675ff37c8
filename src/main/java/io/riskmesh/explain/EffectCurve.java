package io.riskmesh.explain;

import io.riskmesh.evaluate.SampledRow;
import io.riskmesh.explain.Explanation.EffectGroup;
import io.riskmesh.privacy.SmallCells;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Contributions of a feature against its values: numbers in at most ten ranges with about equally
 * many rows, then every category or indicator. Groups too small to be shown are merged.
 */
final class EffectCurve {
  private static final int RANGES = 10;

  private final FeatureBlock block;
  private final List<SampledRow> rows;
  private final double[] contributions;

  /**
   * Creates a curve.
   *
   * @param contributions of the feature, one per row
   */
  EffectCurve(FeatureBlock block, List<SampledRow> rows, double[] contributions) {
    this.block = block;
    this.rows = rows;
    this.contributions = contributions;
  }

  List<EffectGroup> groups(boolean masked) {
    int[] byNumber =
        IntStream.range(0, rows.size())
            .filter(row -> !Float.isNaN(block.number(rows.get(row))))
            .boxed()
            .sorted(Comparator.comparing(row -> block.number(rows.get(row))))
            .mapToInt(Integer::intValue)
            .toArray();
    List<EffectCell> ranges = SmallCells.merged(ranges(byNumber));
    // A single small range joins the other groups that are too small.
    boolean isShown = ranges.size() != 1 || !ranges.get(0).isSmall();
    List<EffectCell> categories = new ArrayList<>(categories());
    if (!isShown) {
      categories.add(EffectCell.empty("a number").and(ranges.get(0)));
    }
    return Stream.concat(
            isShown ? ranges.stream() : Stream.empty(),
            SmallCells.pooled(categories, EffectCell.empty("other")).stream())
        .map(cell -> cell.shown(masked))
        .toList();
  }

  /** Cuts ordered rows where their number changes and about a tenth of them has passed. */
  private List<EffectCell> ranges(int[] ordered) {
    List<EffectCell> values = new ArrayList<>();
    for (int row : ordered) {
      EffectCell next = cell(null, row);
      EffectCell last = values.isEmpty() ? null : values.get(values.size() - 1);
      if (last != null && last.to() == next.from()) {
        values.set(values.size() - 1, last.and(next));
      } else {
        values.add(next);
      }
    }
    if (values.size() <= RANGES) {
      return values;
    }
    List<EffectCell> ranges = new ArrayList<>();
    EffectCell open = null;
    long passed = 0;
    for (EffectCell value : values) {
      open = open == null ? value : open.and(value);
      passed += value.rows();
      if (passed * RANGES >= (ranges.size() + 1L) * ordered.length) {
        ranges.add(open);
        open = null;
      }
    }
    return ranges;
  }

  private List<EffectCell> categories() {
    Map<Integer, EffectCell> cells = new TreeMap<>();
    for (int row = 0; row < rows.size(); row++) {
      SampledRow sampled = rows.get(row);
      int category = block.category(sampled);
      if (category >= 0 || Float.isNaN(block.number(sampled))) {
        String name = category >= 0 ? block.name(category) : none(sampled);
        int order = category >= 0 ? category : Integer.MAX_VALUE;
        cells.merge(order, cell(name, row), EffectCell::and);
      }
    }
    return List.copyOf(cells.values());
  }

  /** Returns the name of a row without a number and without a category. */
  private String none(SampledRow row) {
    return Float.isNaN(row.inputs()[block.at()]) ? "missing" : "none of them";
  }

  private EffectCell cell(String label, int row) {
    SampledRow sampled = rows.get(row);
    float value = label == null ? block.number(sampled) : Float.NaN;
    return EffectCell.of(label, value, sampled, contributions[row]);
  }
}
