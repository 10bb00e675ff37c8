package io.riskmesh.explain;

import io.riskmesh.evaluate.RowExplainer;
import io.riskmesh.evaluate.SampledRow;
import io.riskmesh.explain.Explanation.EffectGroup;
import io.riskmesh.explain.Explanation.FeatureImpact;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.model.ReferenceGroups;
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
    this.blocks = FeatureBlock.of(features.declared(), features.names());
    this.masked = Set.copyOf(masked);
    this.seed = seed;
  }

  /**
   * Explains a model.
   *
   * @param booster the published model, UBJ
   * @param rows test rows, or a sample of them
   * @param testRows number of all test rows
   * @param train train rows, or a sample of them
   * @param threshold raw probability from which on a borrower is refused
   * @throws io.riskmesh.store.RunException {@code FAILED} if contributions do not add up to a
   *     margin
   */
  public Explanation explain(
      byte[] booster,
      List<SampledRow> rows,
      long testRows,
      List<SampledRow> train,
      double threshold) {
    RowExplainer explainer = RowExplainer.load(booster);
    double[][] contributions = contributions(explainer, rows);
    ImpactBootstrap bootstrap = new ImpactBootstrap(rows, contributions, seed);
    double[] impacts =
        Arrays.stream(contributions)
            .mapToDouble(values -> mean(rows, Arrays.stream(values).map(Math::abs).toArray()))
            .toArray();
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
    return new Explanation(
        rows.size(),
        testRows,
        explainer.base(),
        features,
        references(explainer, train, threshold),
        List.of());
  }

  /** Returns the contributions of every declared feature to the rows. */
  private double[][] contributions(RowExplainer explainer, List<SampledRow> rows) {
    double[][] inputs = explainer.explain(rows);
    return blocks.stream()
        .map(block -> Arrays.stream(inputs).mapToDouble(block::sum).toArray())
        .toArray(double[][]::new);
  }

  private ReferenceGroups references(
      RowExplainer explainer, List<SampledRow> train, double threshold) {
    double[][] contributions = contributions(explainer, train);
    int[] below =
        IntStream.range(0, train.size())
            .filter(row -> train.get(row).probability() < threshold && train.get(row).weight() > 0)
            .toArray();
    int[] all = IntStream.range(0, train.size()).toArray();
    return new ReferenceGroups(
        means(train, contributions, all),
        below.length == 0 ? null : means(train, contributions, below));
  }

  private static List<Double> means(List<SampledRow> rows, double[][] contributions, int[] chosen) {
    List<SampledRow> some = Arrays.stream(chosen).mapToObj(rows::get).toList();
    return Arrays.stream(contributions)
        .map(values -> mean(some, Arrays.stream(chosen).mapToDouble(row -> values[row]).toArray()))
        .toList();
  }

  private static double mean(List<SampledRow> rows, double[] values) {
    double sum = 0;
    double weight = 0;
    for (int row = 0; row < values.length; row++) {
      sum += rows.get(row).weight() * values[row];
      weight += rows.get(row).weight();
    }
    return sum / weight;
  }

  private List<EffectGroup> effect(
      FeatureBlock block, List<SampledRow> rows, double[] contributions) {
    return new EffectCurve(block, rows, contributions)
        .groups(masked.contains(block.feature().name()));
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
