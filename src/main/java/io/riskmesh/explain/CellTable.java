package io.riskmesh.explain;

import io.riskmesh.config.BinnedFeature;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.NumericFeature;
import io.riskmesh.explain.PointTable.RangeUnit;
import io.riskmesh.model.AdditiveTrees;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.FormulaExpr;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.model.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The cells of inputs that are decided together.
 *
 * @param input name of the input if a feature's inputs have tables of their own; null otherwise
 * @param unit what ranges are of; null without ranges
 * @param at index of the first input
 */
record CellTable(String input, RangeUnit unit, int at, List<InputCell> cells) {

  /** Returns the cells of a feature; several tables if its inputs do not depend on one value. */
  static List<CellTable> all(
      FeatureConfig config, FeatureBlock block, FeatureSpec spec, AdditiveTrees trees) {
    int at = block.at();
    List<ModelFeature> features = spec.features().subList(at, block.end());
    if (config instanceof BinnedFeature bins && bins.number().isPresent()) {
      return List.of(new CellTable(null, RangeUnit.FEATURE, at, ofBins(features.get(0).expr())));
    }
    if (!config.texts().isEmpty()) {
      return List.of(new CellTable(null, null, at, new ColumnCells(config, features).ofTexts()));
    }
    if (config instanceof BinnedFeature) {
      return List.of(
          new CellTable(null, RangeUnit.COLUMN, at, new ColumnCells(config, features).ofBins()));
    }
    if (config instanceof NumericFeature) {
      return List.of(
          new CellTable(
              null,
              RangeUnit.COLUMN,
              at,
              new ColumnCells(config, features).ofNumbers(trees.cuts(at))));
    }
    if (block.feature().numeric()) {
      return List.of(
          new CellTable(
              null, RangeUnit.FEATURE, at, ofNumber(features.get(0), trees.cuts(at), block)));
    }
    return IntStream.range(at, block.end())
        .mapToObj(
            input ->
                new CellTable(
                    spec.names().get(input),
                    RangeUnit.FEATURE,
                    input,
                    ranges(trees.cuts(input), Float.NaN, 1)))
        .toList();
  }

  /** Returns the cells of a number's bins, of which a tree gives the value of one. */
  private static List<InputCell> ofBins(Expr tree) {
    if (!(tree instanceof Expr.Fill fill && fill.of() instanceof FormulaExpr.BinSearch bins)) {
      throw new IllegalArgumentException("no bins of a number: " + tree);
    }
    List<InputCell> cells = new ArrayList<>();
    for (int i = 0; i <= bins.cuts().size(); i++) {
      cells.add(
          InputCell.range(
              i == 0 ? null : bins.cuts().get(i - 1),
              i == bins.cuts().size() ? null : bins.cuts().get(i),
              List.of(FeatureSpec.single(bins.values().get(i)))));
    }
    cells.add(InputCell.missing(List.of(FeatureSpec.single(fill.value()))));
    return cells;
  }

  /** Returns the cells of a number, with a second input that tells whether it is missing. */
  private static List<InputCell> ofNumber(
      ModelFeature first, List<Float> cuts, FeatureBlock block) {
    float missing =
        first.expr() instanceof Expr.Fill fill ? FeatureSpec.single(fill.value()) : Float.NaN;
    return ranges(cuts, missing, block.feature().inputs());
  }

  /**
   * Returns the ranges of a number between its cuts, then what is missing.
   *
   * @param missing number of a missing value
   * @param inputs 2 with an indicator of missing values, otherwise 1
   */
  private static List<InputCell> ranges(List<Float> cuts, float missing, int inputs) {
    List<InputCell> cells = new ArrayList<>();
    for (int i = 0; i <= cuts.size(); i++) {
      Float from = i == 0 ? null : cuts.get(i - 1);
      Float below = i == cuts.size() ? null : cuts.get(i);
      float value = from != null ? from : below != null ? Math.nextDown(below) : 0;
      cells.add(InputCell.range(decimal(from), decimal(below), row(value, 0, inputs)));
    }
    cells.add(InputCell.missing(row(missing, 1, inputs)));
    return cells;
  }

  private static Double decimal(Float number) {
    return number == null ? null : (Double) NumberText.widened(number);
  }

  private static List<Float> row(float number, float indicator, int inputs) {
    return inputs == 1 ? List.of(number) : List.of(number, indicator);
  }
}
