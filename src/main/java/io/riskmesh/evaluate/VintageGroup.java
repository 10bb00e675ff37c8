package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import io.riskmesh.privacy.SmallCells.CellGroup;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows of neighbouring periods of one part.
 *
 * @param first number of the first period
 * @param last number of the last period
 * @param rows number of rows
 * @param points their margins
 */
record VintageGroup(SplitPart part, int first, int last, long rows, List<CurvePoints> points)
    implements CellGroup<VintageGroup> {
  @Override
  public String name() {
    return Integer.toString(first);
  }

  @Override
  public VintageGroup and(VintageGroup other) {
    return to(other);
  }

  @Override
  public VintageGroup to(VintageGroup next) {
    return new VintageGroup(
        part,
        Math.min(first, next.first),
        Math.max(last, next.last),
        rows + next.rows,
        Stream.concat(points.stream(), next.points.stream()).toList());
  }
}
