package io.riskmesh.tune;

import io.riskmesh.config.TrainingConfig;
import io.riskmesh.config.TuneConfig;
import io.riskmesh.config.TuneRange;
import io.riskmesh.config.TuneRange.RangeScale;
import io.riskmesh.train.BoosterParams;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters that are searched, as a unit cube.
 *
 * @param dimensions one per parameter, in the order of their names
 */
record SearchSpace(List<SearchDimension> dimensions) implements Serializable {
  /**
   * What matters most for boosted trees, in ranges that suit tables of loans: shallow trees, and
   * learning rates that converge in the usual few hundred rounds.
   */
  private static final Map<String, TuneRange> STANDARD =
      Map.of(
          "max_depth", new TuneRange(2, 6, RangeScale.LINEAR),
          "eta", new TuneRange(0.03, 0.3, RangeScale.LOG),
          "min_child_weight", new TuneRange(1, 20, RangeScale.LOG),
          "subsample", new TuneRange(0.5, 1, RangeScale.LINEAR),
          "colsample_bytree", new TuneRange(0.4, 1, RangeScale.LINEAR),
          "lambda", new TuneRange(0.1, 10, RangeScale.LOG),
          "gamma", new TuneRange(0, 2, RangeScale.LINEAR));

  SearchSpace {
    dimensions = new ArrayList<>(dimensions);
  }

  static SearchSpace of(TuneConfig config) {
    return new SearchSpace(
        new TreeMap<>(ranges(config))
            .entrySet().stream()
                .map(range -> SearchDimension.of(range.getKey(), range.getValue()))
                .toList());
  }

  private static Map<String, TuneRange> ranges(TuneConfig config) {
    return config.ranges().isEmpty() ? STANDARD : config.ranges();
  }

  /**
   * Returns the problems of the ranges, one line each with key, value and remedy; empty if there
   * are none.
   */
  static List<String> problems(TuneConfig config, TrainingConfig training) {
    List<String> problems = new ArrayList<>();
    Map<String, String> lowest = new TreeMap<>(training.params());
    new TreeMap<>(ranges(config))
        .forEach(
            (name, range) -> {
              lowest.put(name, SearchDimension.text(range.from()));
              BoosterParams.searchProblem(name, SearchDimension.text(range.from()))
                  .or(() -> BoosterParams.searchProblem(name, SearchDimension.text(range.to())))
                  .ifPresent(problems::add);
            });
    return problems.isEmpty() ? BoosterParams.problems(lowest) : problems;
  }

  /** Returns the parameters at a point of the cube. */
  Map<String, String> valuesAt(double[] point) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < point.length; i++) {
      values.put(dimensions.get(i).name(), dimensions.get(i).valueAt(point[i]));
    }
    return values;
  }

  /** Returns whether all searched parameters have a position in the cube. */
  boolean isPlaced(Map<String, String> values) {
    return dimensions.stream()
        .allMatch(dimension -> SearchDimension.isPlaced(values.get(dimension.name())));
  }

  /** Returns the point of parameters, of which those outside the ranges count as their ends. */
  double[] pointOf(Map<String, String> values) {
    return dimensions.stream()
        .mapToDouble(dimension -> dimension.positionOf(values.get(dimension.name())))
        .toArray();
  }

  /** Returns the values of the searched parameters among others. */
  Map<String, String> searched(Map<String, String> params) {
    Map<String, String> searched = new LinkedHashMap<>();
    dimensions.forEach(
        dimension ->
            Optional.ofNullable(params.get(dimension.name()))
                .ifPresent(value -> searched.put(dimension.name(), value)));
    return searched;
  }
}
