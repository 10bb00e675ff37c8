package io.riskmesh.features;

import io.riskmesh.config.BinTrend;
import io.riskmesh.features.BinGroups.RateStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Divides an ordered list of groups into bins of adjacent groups that have the largest information
 * value under the limits. The search is exact: dynamic programming over the number of bins and the
 * last of them, once per number of bins, because each bin adds half a row to the totals of {@link
 * BinEvidence}. Of equally good divisions the one with fewer bins is chosen, then the first found,
 * so that the result depends on the counts alone.
 *
 * <p>Time grows with the square of the number of groups: bins that may precede another are sorted
 * by their odds of default, so that the best of them is found by binary search.
 */
final class BinOptimizer {
  private BinOptimizer() {}

  /**
   * Limits of a division.
   *
   * @param minRows minimum number of rows per bin
   * @param maxBins maximum number of bins
   */
  record BinLimits(long minRows, int maxBins, BinTrend trend) {}

  /**
   * A division of groups into bins.
   *
   * @param value information value of the bins
   * @param cuts the groups with which the second and later bins begin
   */
  record BinDivision(double value, List<Integer> cuts) {}

  /**
   * Returns the best division; without cuts if there is none that is better than a single bin, and
   * with a value below all others if no bin has enough rows.
   *
   * @param groups rows of the groups, in order
   * @param all rows of train, which other bins may share
   * @param others number of other bins
   * @param leastBins number of bins from which on divisions are tried
   */
  static BinDivision best(
      List<LabelTally> groups, LabelTally all, int others, BinLimits limits, int leastBins) {
    BinGroups prepared = new BinGroups(groups, limits.minRows());
    BinDivision best = new BinDivision(Double.NEGATIVE_INFINITY, List.of());
    for (int bins = leastBins; bins <= Math.min(limits.maxBins(), groups.size()); bins++) {
      double[][] worth = prepared.values(BinEvidence.of(all, bins + others));
      for (List<RateStep> phases : phases(limits.trend())) {
        Optional<BinDivision> found = divide(prepared, worth, bins, phases);
        if (found.isPresent() && found.get().value() > best.value()) {
          best = found.get();
        }
      }
    }
    return best;
  }

  /** Returns the ways in which the rate may change, each as phases that follow each other. */
  private static List<List<RateStep>> phases(BinTrend trend) {
    return switch (trend) {
      case NONE -> List.of(List.of(RateStep.ANY));
      case INCREASING -> List.of(List.of(RateStep.UP));
      case DECREASING -> List.of(List.of(RateStep.DOWN));
      case AUTO -> List.of(List.of(RateStep.UP), List.of(RateStep.DOWN));
      case PEAK -> List.of(List.of(RateStep.UP, RateStep.DOWN));
      case VALLEY -> List.of(List.of(RateStep.DOWN, RateStep.UP));
    };
  }

  /** Returns the best division into exactly so many bins. */
  private static Optional<BinDivision> divide(
      BinGroups groups, double[][] worth, int bins, List<RateStep> phases) {
    List<BinLayer> layers = new ArrayList<>();
    layers.add(BinLayer.first(groups, worth, phases.size()));
    while (layers.size() < bins) {
      layers.add(layers.get(layers.size() - 1).next(groups, worth, phases));
    }
    return BinLayer.best(layers);
  }
}
