package io.riskmesh.explain;

import io.riskmesh.config.BinnedFeature;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.explain.PointTable.FeaturePoints;
import io.riskmesh.explain.PointTable.PointCell;
import io.riskmesh.features.BinLabels;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.model.AdditiveTrees;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.NumberText;
import io.riskmesh.model.PointScale;
import io.riskmesh.model.TreeEnsemble;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Turns a model whose trees compare one input each into tables of points. */
public final class PointTableBuilder {
  private final Map<String, FeatureConfig> configs = new HashMap<>();
  private final Set<String> masked;
  private final PointScale scale;
  private final boolean whole;

  /** Points of every row; what a table is shifted by comes from here. */
  private double base;

  private double rounding;

  /**
   * Prepares the tables.
   *
   * @param job declares the features and which columns are masked
   * @param whole whether the model's points are whole numbers, which stay what they are; otherwise
   *     each table is shifted so that its lowest cell has 0 points
   */
  public PointTableBuilder(JobConfig job, PointScale scale, boolean whole) {
    job.modelFeatures().forEach(feature -> configs.put(feature.name(), feature));
    this.masked = job.maskedFeatures();
    this.scale = scale;
    this.whole = whole;
  }

  /**
   * Builds the tables of a model.
   *
   * @param baseMargin margin of a row before its first tree
   * @throws RunException {@code FAILED} if a tree compares several inputs
   */
  public PointTable build(
      FeatureSummary features, FeatureSpec spec, TreeEnsemble booster, float baseMargin) {
    AdditiveTrees trees =
        AdditiveTrees.of(booster)
            .orElseThrow(
                () ->
                    new RunException(
                        Outcome.FAILED,
                        "the model has no table of points, because a tree compares several inputs: set training.params.max_depth: 1"));
    base = scale.points(baseMargin + trees.constant());
    rounding = 0;
    List<FeaturePoints> tables = new ArrayList<>();
    List<String> unused = new ArrayList<>();
    for (FeatureBlock block : FeatureBlock.of(features.declared(), features.names())) {
      if (IntStream.range(block.at(), block.end()).anyMatch(trees::uses)) {
        FeatureConfig config = configs.get(block.feature().name());
        CellTable.all(config, block, spec, trees)
            .forEach(cells -> tables.add(table(config, cells, trees)));
      } else {
        unused.add(block.feature().name());
      }
    }
    int points = PointScale.rounded(base);
    rounding += Math.abs(points - base);
    return new PointTable(scale, base, points, rounding, List.copyOf(tables), unused);
  }

  private FeaturePoints table(FeatureConfig config, CellTable found, AdditiveTrees trees) {
    List<InputCell> cells = found.cells();
    double[] sums =
        cells.stream().mapToDouble(cell -> contribution(cell, found.at(), trees)).toArray();
    double shift = whole ? 0 : -scale.factor() * Arrays.stream(sums).max().orElseThrow();
    base += shift;
    boolean hidden = masked.contains(config.name());
    double most = 0;
    List<PointCell> points = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      double exact = -scale.factor() * sums[i] - shift + 0.0;
      PointCell cell = cell(config, cells.get(i), hidden ? i + 1 : 0, sums[i], exact);
      most = Math.max(most, Math.abs(cell.points() - exact));
      points.add(cell);
    }
    rounding += most;
    return new FeaturePoints(
        config.name(),
        found.input(),
        String.valueOf(config.yaml().get("kind")),
        config.sources(),
        found.unit(),
        hidden,
        List.copyOf(points));
  }

  private static double contribution(InputCell cell, int at, AdditiveTrees trees) {
    double sum = 0;
    for (int i = 0; i < cell.inputs().size(); i++) {
      sum += trees.contribution(at + i, cell.inputs().get(i));
    }
    return sum;
  }

  /**
   * Returns a cell as it may be shown.
   *
   * @param place number that hides its values; 0 to show them
   */
  private static PointCell cell(
      FeatureConfig config, InputCell cell, int place, double contribution, double exact) {
    boolean isWoe =
        config instanceof BinnedFeature binned && binned.kind() == BinnedFeature.Kind.WOE;
    return new PointCell(
        label(cell, place),
        place > 0 ? null : cell.from(),
        place > 0 ? null : cell.below(),
        place > 0 ? List.of() : cell.values(),
        cell.other(),
        cell.missing(),
        isWoe ? (Double) NumberText.widened(cell.inputs().get(0)) : null,
        contribution,
        exact,
        PointScale.rounded(exact));
  }

  private static String label(InputCell cell, int place) {
    List<String> words = new ArrayList<>();
    if (cell.isRange() || !cell.values().isEmpty()) {
      words.add(
          place > 0
              ? "#" + place
              : cell.isRange()
                  ? BinLabels.range(cell.from(), cell.below())
                  : BinLabels.values(cell.values()));
    }
    if (cell.other()) {
      words.add("other");
    }
    if (cell.missing()) {
      words.add("missing");
    }
    return String.join(" or ", words);
  }
}
