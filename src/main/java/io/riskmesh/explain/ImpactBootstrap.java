package io.riskmesh.explain;

import io.riskmesh.evaluate.SampledRow;
import io.riskmesh.explain.Explanation.LabelAgreement;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Mean absolute contributions, and their correlation with the label, with percentile intervals of
 * the Poisson bootstrap: each row is drawn a Poisson(1) number of times.
 */
final class ImpactBootstrap {
  private static final int RESAMPLES = 200;

  private static final double ZERO = StrictMath.exp(-1);

  private final List<SampledRow> rows;
  private final double[][] contributions;
  private final ImpactSums[][] drawn;

  /**
   * Draws the resamples; they depend on the seed and the number of rows alone.
   *
   * @param contributions one row per declared feature, one column per row of the sample
   */
  ImpactBootstrap(List<SampledRow> rows, double[][] contributions, long seed) {
    this.rows = rows;
    this.contributions = contributions;
    this.drawn = new ImpactSums[RESAMPLES][];
    IntStream.range(0, RESAMPLES)
        .parallel()
        .forEach(number -> drawn[number] = sums(draw(new SplittableRandom(seed + number))));
  }

  /** Returns 2.5 % and 97.5 % quantile of the mean absolute contribution of a feature. */
  double[] impact(int feature) {
    return ends(feature, ImpactSums::impact);
  }

  /** Returns the correlation of a feature's contributions with the label; 0 if one is constant. */
  LabelAgreement agreement(int feature) {
    double[] ones = new double[rows.size()];
    Arrays.fill(ones, 1);
    double[] ends = ends(feature, ImpactSums::correlation);
    return new LabelAgreement(sums(ones, feature).correlation(), ends[0], ends[1]);
  }

  private interface Statistic {
    double of(ImpactSums sums);
  }

  private double[] ends(int feature, Statistic statistic) {
    double[] values =
        Arrays.stream(drawn).mapToDouble(sums -> statistic.of(sums[feature])).sorted().toArray();
    int cut = (int) Math.floor(0.025 * RESAMPLES);
    return new double[] {values[cut - 1], values[RESAMPLES - cut]};
  }

  private ImpactSums[] sums(double[] draws) {
    return IntStream.range(0, contributions.length)
        .mapToObj(feature -> sums(draws, feature))
        .toArray(ImpactSums[]::new);
  }

  private ImpactSums sums(double[] draws, int feature) {
    ImpactSums sums = new ImpactSums();
    for (int row = 0; row < draws.length; row++) {
      SampledRow sampled = rows.get(row);
      sums.add(draws[row] * sampled.weight(), contributions[feature][row], sampled.label());
    }
    return sums;
  }

  private double[] draw(SplittableRandom random) {
    double[] draws = new double[rows.size()];
    for (int row = 0; row < draws.length; row++) {
      double left = random.nextDouble() - ZERO;
      double chance = ZERO;
      int count = 0;
      while (left > 0 && chance > 0) {
        chance /= ++count;
        left -= chance;
      }
      draws[row] = count;
    }
    return draws;
  }

  /** Weighted sums of one feature over the rows of a resample. */
  private static final class ImpactSums {
    private double weight;
    private double absolute;
    private double plain;
    private double squares;
    private double labels;
    private double products;

    void add(double rowWeight, double contribution, float label) {
      weight += rowWeight;
      absolute += rowWeight * Math.abs(contribution);
      plain += rowWeight * contribution;
      squares += rowWeight * contribution * contribution;
      labels += rowWeight * label;
      products += rowWeight * contribution * label;
    }

    double impact() {
      return weight == 0 ? 0 : absolute / weight;
    }

    double correlation() {
      double spread = (squares - plain * plain / weight) * (labels - labels * labels / weight);
      double shared = products - plain * labels / weight;
      return spread > 0 ? Math.max(-1, Math.min(1, shared / Math.sqrt(spread))) : 0;
    }
  }
}
