package io.riskmesh.train;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * The second derivatives of the train rows by the values of each input, as XGBoost has them in its
 * trees ({@code sum_hessian}); contributions of features are relative to means by them.
 */
final class CoverTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LogisticScale scale;
  private final LogisticFit fit;
  private final float[][] values;
  private final long[][] sums;

  private CoverTally(LogisticScale scale, LogisticFit fit, float[][] values) {
    this.scale = scale;
    this.fit = fit;
    this.values = values;
    this.sums = Arrays.stream(values).map(own -> new long[own.length]).toArray(long[][]::new);
  }

  /**
   * Sums up; runs one Spark job.
   *
   * @param values all values of each input of the fit, ascending
   */
  static CoverTally measure(
      JavaRDD<ShardRow> train, LogisticScale scale, LogisticFit fit, float[][] values) {
    return train
        .mapPartitions(
            partition -> {
              CoverTally own = new CoverTally(scale, fit, values);
              float[] row = new float[scale.inputs().length];
              partition.forEachRemaining(next -> own.add(next, row));
              return List.of(own).iterator();
            })
        .treeAggregate(new CoverTally(scale, fit, values), CoverTally::and, CoverTally::and);
  }

  private void add(ShardRow row, float[] features) {
    row.copyFeatures(features, 0);
    double margin = fit.scaled()[0];
    for (int i = 0; i < values.length; i++) {
      int input = fit.inputs()[i];
      margin += fit.scaled()[i + 1] * scale.input(input, features[input]);
    }
    double tail = StrictMath.exp(-Math.abs(margin));
    long second = scale.unit().whole(scale.weight(row) * tail / ((1 + tail) * (1 + tail)));
    for (int i = 0; i < values.length; i++) {
      // -0 and 0 are one value.
      sums[i][Arrays.binarySearch(values[i], features[fit.inputs()[i]] + 0f)] += second;
    }
  }

  private CoverTally and(CoverTally other) {
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < sums[i].length; j++) {
        sums[i][j] += other.sums[i][j];
      }
    }
    return this;
  }

  /** Returns the sums of an input's values, in the unit of the weights. */
  double[] of(int input) {
    return Arrays.stream(sums[input])
        .mapToDouble(sum -> Math.scalb(sum * scale.unit().unit(), scale.weight()))
        .toArray();
  }
}
