package io.riskmesh.screen;

import io.riskmesh.screen.TrainTally.SampledKeys;
import java.util.Arrays;
import java.util.List;

/** The weights of evidence of the sampled rows, each feature with mean 0 and length 1. */
final class WeightSample {
  private final double[][] columns;

  /**
   * Reads the weights.
   *
   * @param cells of each feature
   */
  WeightSample(List<SampledKeys> sample, List<FeatureCells> cells) {
    this.columns = new double[cells.size()][];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = scaled(weights(sample, i, cells.get(i)));
    }
  }

  private static double[] weights(List<SampledKeys> sample, int feature, FeatureCells cells) {
    CellEvidence evidence = CellEvidence.of(cells.counts());
    double[] byCell = cells.counts().stream().mapToDouble(evidence::weight).toArray();
    return sample.stream().mapToDouble(row -> byCell[cells.cell(row.keys()[feature])]).toArray();
  }

  private static double[] scaled(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double length = Math.sqrt(Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum());
    return Arrays.stream(values).map(x -> length == 0 ? 0 : (x - mean) / length).toArray();
  }

  /** Returns the correlation of two features; 0 if one of them does not vary. */
  double correlation(int one, int other) {
    double sum = 0;
    for (int i = 0; i < columns[one].length; i++) {
      sum += columns[one][i] * columns[other][i];
    }
    return Math.max(-1, Math.min(1, sum));
  }
}
