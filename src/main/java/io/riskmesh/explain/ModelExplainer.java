package io.riskmesh.explain;

import io.riskmesh.evaluate.RowExplainer;
import io.riskmesh.evaluate.SampledRow;
import io.riskmesh.explain.Explanation.EffectGroup;
import io.riskmesh.explain.Explanation.FeatureImpact;
import io.riskmesh.features.FeatureSummary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Explains a model by the contributions to the scores of test rows. */
public final class ModelExplainer {
  /** Features whose effect is shown. */
  private static final int SHOWN = 10;

  private final List<FeatureBlock> blocks;
  private final Set<String> masked;
  private final long seed;

  /**
   * Creates an explainer.
   *
   * @param masked features whose numbers must not be shown
   * @param seed seed of the bootstrap
   */
  public ModelExplainer(FeatureSummary features, Set<String> masked, long seed) {
    this.blocks = FeatureBlock.of(features);
    this.masked = Set.copyOf(masked);
    this.seed = seed;
  }

  /**
   * Explains a model.
   *
   * @param booster the published model, UBJ
   * @param rows test rows, or a sample of them
   * @param testRows number of all test rows
   * @throws io.riskmesh.store.RunException {@code FAILED} if contributions do not add up to a
   *     margin
   */
  public Explanation explain(byte[] booster, List<SampledRow> rows, long testRows) {
    RowExplainer explainer = RowExplainer.load(booster);
    double[][] inputs = explainer.explain(rows);
    double[][] contributions =
        blocks.stream()
            .map(block -> Arrays.stream(inputs).mapToDouble(block::sum).toArray())
            .toArray(double[][]::new);
    ImpactBootstrap bootstrap = new ImpactBootstrap(rows, contributions, seed);
    double[] impacts =
        Arrays.stream(contributions).mapToDouble(values -> impact(rows, values)).toArray();
    int[] order =
        IntStream.range(0, blocks.size())
            .boxed()
            .sorted(Comparator.comparingDouble(feature -> -impacts[feature]))
            .mapToInt(Integer::intValue)
            .toArray();
    Set<Integer> shown = new HashSet<>();
    Arrays.stream(order).limit(SHOWN).filter(i -> impacts[i] > 0).forEach(shown::add);
    List<FeatureImpact> features =
        Arrays.stream(order)
            .mapToObj(
                i -> {
                  FeatureBlock block = blocks.get(i);
                  double[] ends = bootstrap.impact(i);
                  return new FeatureImpact(
                      block.feature().name(),
                      IntStream.range(block.at(), block.end()).anyMatch(explainer::isUsed),
                      impacts[i],
                      ends[0],
                      ends[1],
                      direction(block, rows, contributions[i]),
                      bootstrap.agreement(i),
                      shown.contains(i) ? effect(block, rows, contributions[i]) : List.of());
                })
            .toList();
    return new Explanation(rows.size(), testRows, explainer.base(), features);
  }

  private List<EffectGroup> effect(
      FeatureBlock block, List<SampledRow> rows, double[] contributions) {
    return new EffectCurve(block, rows, contributions)
        .groups(masked.contains(block.feature().name()));
  }

  private static double impact(List<SampledRow> rows, double[] contributions) {
    double sum = 0;
    double weight = 0;
    for (int row = 0; row < contributions.length; row++) {
      sum += rows.get(row).weight() * Math.abs(contributions[row]);
      weight += rows.get(row).weight();
    }
    return sum / weight;
  }

  private static Double direction(
      FeatureBlock block, List<SampledRow> rows, double[] contributions) {
    int[] numbered =
        IntStream.range(0, rows.size())
            .filter(row -> !Float.isNaN(block.number(rows.get(row))))
            .toArray();
    double correlation =
        RankCorrelation.of(
            Arrays.stream(numbered).mapToDouble(row -> block.number(rows.get(row))).toArray(),
            Arrays.stream(numbered).mapToDouble(row -> contributions[row]).toArray());
    return Double.isNaN(correlation) ? null : (Double) correlation;
  }
}
