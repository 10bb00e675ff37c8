package io.riskmesh.report;

import io.riskmesh.explain.PointTable;
import io.riskmesh.explain.PointTable.FeaturePoints;
import io.riskmesh.explain.PointTable.PointCell;
import io.riskmesh.features.BinLabels;
import io.riskmesh.html.EnglishNumbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The model as tables of points.
 *
 * @param many whether there are so many tables that they are shown only on request
 * @param ranked the features, those whose points are farthest apart first
 */
record PointsView(String scale, String sum, boolean many, List<PointedFeature> ranked) {
  private static final int FEW = 3;

  /**
   * The points of one feature.
   *
   * @param about what its cells are
   * @param lowest fewest points of a cell
   * @param bar inline SVG: how far its points are apart
   * @param weighed whether its cells have weights of evidence
   */
  record PointedFeature(
      String name,
      String about,
      String count,
      String lowest,
      String highest,
      String bar,
      boolean weighed,
      List<PointedCell> rows) {}

  /** The points of a cell. */
  record PointedCell(String label, String woe, String points) {}

  /** Returns the view; null if the model has no points. */
  static PointsView of(Optional<PointTable> points) {
    return points.map(PointsView::of).orElse(null);
  }

  private static PointsView of(PointTable table) {
    int widest = table.tables().stream().mapToInt(PointsView::spread).max().orElse(0);
    List<PointedFeature> ranked =
        table.tables().stream()
            .sorted(Comparator.comparingInt(PointsView::spread).reversed())
            .map(feature -> view(feature, widest))
            .toList();
    return new PointsView(scale(table), sum(table), ranked.size() > FEW, ranked);
  }

  private static int spread(FeaturePoints feature) {
    return feature.highest() - feature.lowest();
  }

  private static String scale(PointTable table) {
    return "More points mean less risk: %s points stand for %s good outcomes for each default, by the raw probability, and each %s points more double these odds."
        .formatted(
            EnglishNumbers.tick(table.scale().score()),
            EnglishNumbers.tick(table.scale().odds()),
            EnglishNumbers.tick(table.scale().doubling()));
  }

  private static String sum(PointTable table) {
    String whole =
        "A borrower has the base of %s and the points of one row of each table."
            .formatted(EnglishNumbers.count(table.points(), "point"));
    String rounding =
        table.rounding() < 1
            ? ""
            : " Points are rounded here, so that their sum can differ by %s from the points of a score."
                .formatted(EnglishNumbers.count((long) Math.ceil(table.rounding()), "point"));
    return whole + rounding + unused(table.unused());
  }

  private static String unused(List<String> features) {
    return features.isEmpty()
        ? ""
        : " No points depend on %s.".formatted(String.join(", ", features));
  }

  private static PointedFeature view(FeaturePoints feature, int widest) {
    List<PointedCell> rows = rows(feature.cells());
    return new PointedFeature(
        feature.input() == null ? feature.feature() : feature.input(),
        about(feature),
        EnglishNumbers.count(rows.size()),
        EnglishNumbers.count(feature.lowest()),
        EnglishNumbers.count(feature.highest()),
        RangePlots.bar(ConfusionShares.divide(spread(feature), widest)),
        feature.cells().stream().anyMatch(cell -> cell.woe() != null),
        rows);
  }

  private static String about(FeaturePoints feature) {
    String kind =
        feature.columns().equals(List.of(feature.feature()))
            ? feature.kind()
            : feature.kind() + " of " + String.join(", ", feature.columns());
    if (feature.hidden()) {
      return kind + "; values are masked";
    }
    return feature.ranges() == PointTable.RangeUnit.FEATURE
        ? kind + ": ranges of the feature's own number"
        : kind;
  }

  /** Joins neighbouring ranges that have the same points and nothing else to tell. */
  private static List<PointedCell> rows(List<PointCell> cells) {
    List<PointedCell> rows = new ArrayList<>();
    for (int first = 0, next; first < cells.size(); first = next) {
      next = first + 1;
      while (next < cells.size() && isSame(cells.get(first), cells.get(next))) {
        next++;
      }
      PointCell cell = cells.get(first);
      rows.add(
          new PointedCell(
              next == first + 1
                  ? cell.label()
                  : BinLabels.range(cell.from(), cells.get(next - 1).below()),
              cell.woe() == null ? EnglishNumbers.NONE : EnglishNumbers.metric(cell.woe()),
              EnglishNumbers.count(cell.points())));
    }
    return rows;
  }

  private static boolean isSame(PointCell first, PointCell next) {
    return next.from() != null
        && (first.from() != null || first.below() != null)
        && first.points() == next.points()
        && Objects.equals(first.woe(), next.woe());
  }
}
