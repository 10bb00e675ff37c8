package io.riskmesh.report;

import io.riskmesh.explain.PointTable;
import io.riskmesh.explain.PointTable.FeaturePoints;
import io.riskmesh.explain.PointTable.PointCell;
import io.riskmesh.explain.PointTable.RangeUnit;
import io.riskmesh.model.PointScale;
import java.util.List;

/** Points of a few features: ranges, categories, weights of evidence and a masked column. */
final class SamplePoints {
  private SamplePoints() {}

  static PointTable of() {
    return of("amount");
  }

  /** Returns the points with a feature of another name, which is also a value. */
  static PointTable of(String name) {
    return new PointTable(
        new PointScale(600, 50, 20),
        487.31,
        487,
        1.27,
        List.of(
            table(
                name,
                "numeric",
                RangeUnit.COLUMN,
                false,
                range("below 1285", null, 1285.0, null, 3.2),
                range("1285 to 3973", 1285.0, 3973.0, null, 12.4),
                range("3973 to 7824", 3973.0, 7824.0, null, 11.7),
                range("from 7824", 7824.0, null, null, 0.0),
                named("missing", List.of(), false, true, null, 12.4)),
            table(
                "purpose",
                "categorical",
                null,
                false,
                named(name, List.of(name), false, false, null, 0.4),
                named("3", List.of("3"), false, false, null, 9.2),
                named("other", List.of(), true, false, null, 0.0),
                named("missing", List.of(), false, true, null, 0.0)),
            table(
                "status",
                "woe",
                null,
                false,
                named("1,2", List.of("1", "2"), false, false, -0.81, 0.0),
                named("4", List.of("4"), false, false, 1.17, 31.6),
                named("other or missing", List.of(), true, true, 0.0, 14.1)),
            table(
                "age",
                "numeric",
                RangeUnit.COLUMN,
                true,
                range("#1", null, null, null, 0.0),
                range("#2", null, null, null, 0.0),
                named("missing", List.of(), false, true, null, 2.2)),
            table(
                "amount_per_month",
                "derived",
                RangeUnit.FEATURE,
                false,
                range("any", null, null, null, 0.0),
                named("missing", List.of(), false, true, null, 4.0))),
        List.of("telephone"));
  }

  private static FeaturePoints table(
      String name, String kind, RangeUnit ranges, boolean hidden, PointCell... cells) {
    List<String> columns =
        ranges == RangeUnit.FEATURE ? List.of("amount", "duration") : List.of(name);
    return new FeaturePoints(name, null, kind, columns, ranges, hidden, List.of(cells));
  }

  private static PointCell range(
      String label, Double from, Double below, Double woe, double exact) {
    return cell(label, from, below, List.of(), false, false, woe, exact);
  }

  private static PointCell named(
      String label, List<String> values, boolean other, boolean missing, Double woe, double exact) {
    return cell(label, null, null, values, other, missing, woe, exact);
  }

  private static PointCell cell(
      String label,
      Double from,
      Double below,
      List<String> values,
      boolean other,
      boolean missing,
      Double woe,
      double exact) {
    return new PointCell(
        label,
        from,
        below,
        values,
        other,
        missing,
        woe,
        -exact / 28.85,
        exact,
        PointScale.rounded(exact));
  }
}
