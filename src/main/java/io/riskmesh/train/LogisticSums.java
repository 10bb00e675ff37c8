package io.riskmesh.train;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Sums of a logistic regression over the train rows, at given coefficients: the loss, its gradient,
 * and its second derivatives or the outer products of the gradients. They are whole numbers, so
 * they depend neither on the order of the rows nor on their partitions. Weights and inputs are
 * those of {@link LogisticScale}; position 0 is the constant.
 */
final class LogisticSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Exponent of a power of two above the loss of any row that is counted. */
  private static final int LOSS = 6;

  private static final double MOST_LOSS = 63;

  /** Sums before the gradient: of the loss and of the weights. */
  private static final int HEAD = 2;

  private final LogisticScale scale;
  private final int[] inputs;
  private final double[] coefficients;
  private final boolean isOuter;
  private final double units;
  private final long[] sums;

  private LogisticSums(
      LogisticScale scale, int[] inputs, double[] coefficients, boolean isOuter, long[] sums) {
    this.scale = scale;
    this.inputs = inputs;
    this.coefficients = coefficients;
    this.isOuter = isOuter;
    this.units = 1 / scale.unit().unit();
    this.sums = sums;
  }

  /**
   * Sums up; runs one Spark job.
   *
   * @param inputs positions of the regression's inputs among the features
   * @param coefficients of the scaled inputs, the constant first
   * @param isOuter whether the matrix is that of the gradients' outer products instead of the
   *     second derivatives
   */
  static LogisticSums measure(
      JavaRDD<ShardRow> train,
      LogisticScale scale,
      int[] inputs,
      double[] coefficients,
      boolean isOuter) {
    int size = inputs.length + 1;
    int length = HEAD + size + size * (size + 1) / 2;
    LogisticSums none = new LogisticSums(scale, inputs, coefficients, isOuter, new long[length]);
    return train
        .mapPartitions(
            partition -> {
              LogisticSums own =
                  new LogisticSums(scale, inputs, coefficients, isOuter, new long[length]);
              float[] row = new float[scale.inputs().length];
              double[] scaled = new double[size];
              partition.forEachRemaining(next -> own.add(next, row, scaled));
              return List.of(own).iterator();
            })
        .treeAggregate(none, LogisticSums::and, LogisticSums::and);
  }

  private LogisticSums and(LogisticSums other) {
    long[] both = new long[sums.length];
    Arrays.setAll(both, i -> sums[i] + other.sums[i]);
    return new LogisticSums(scale, inputs, coefficients, isOuter, both);
  }

  private void add(ShardRow row, float[] features, double[] x) {
    row.copyFeatures(features, 0);
    double weight = scale.weight(row);
    double margin = coefficients[0];
    x[0] = 1;
    for (int i = 0; i < inputs.length; i++) {
      x[i + 1] = scale.input(inputs[i], features[inputs[i]]);
      margin += coefficients[i + 1] * x[i + 1];
    }
    // StrictMath: the same bits on every machine.
    double tail = StrictMath.exp(-Math.abs(margin));
    double probability = margin >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
    double wrong = row.label() == 1 ? -margin : margin;
    double loss = Math.min(StrictMath.log1p(tail) + Math.max(0, wrong), MOST_LOSS);
    double error = weight * (row.label() - probability);
    double second = isOuter ? error * error : weight * probability * (1 - probability);
    sums[0] += scale.unit().whole(Math.scalb(weight * loss, -LOSS));
    sums[1] += scale.unit().whole(weight);
    int at = HEAD;
    for (double value : x) {
      sums[at++] += (long) Math.rint(error * units * value);
    }
    for (int i = 0; i < x.length; i++) {
      // Units are a power of two, so it does not matter where they are multiplied.
      double left = second * units * x[i];
      for (int j = 0; j <= i; j++) {
        sums[at++] += (long) Math.rint(left * x[j]);
      }
    }
  }

  /** Returns the mean loss of the rows by their weights. */
  double loss() {
    return Math.scalb((double) sums[0] / sums[1], LOSS);
  }

  /** Returns the direction in which the coefficients make the rows more likely. */
  double[] gradient() {
    double[] gradient = new double[coefficients.length];
    Arrays.setAll(gradient, i -> sums[HEAD + i] * scale.unit().unit());
    return gradient;
  }

  /** Returns the matrix, symmetric. */
  double[][] matrix() {
    int size = coefficients.length;
    double[][] matrix = new double[size][size];
    int at = HEAD + size;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = sums[at++] * scale.unit().unit();
        matrix[j][i] = matrix[i][j];
      }
    }
    return matrix;
  }
}
