package io.riskmesh.train;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;

/**
 * A maximum-likelihood logistic regression, without any penalty, by Newton's method. Coefficients
 * are the same to the last bit on any number of partitions.
 *
 * @param inputs positions of the inputs among the features
 * @param coefficients the constant first
 * @param errors standard errors of the coefficients
 * @param scaled the coefficients of the scaled inputs
 * @param inverse inverse of the information matrix of the scaled inputs
 * @param iterations passes over the rows that the search took
 * @param loss mean negative log likelihood of the train rows, by their weights
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record LogisticFit(
    int[] inputs,
    double[] coefficients,
    double[] errors,
    double[] scaled,
    double[][] inverse,
    int iterations,
    double loss)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Newton's method takes six to eight, unless a coefficient grows without end. */
  static final int MOST_ITERATIONS = 25;

  /** Relative change below which coefficients stand still; the error is then its square. */
  private static final double STILL = 1e-9;

  /** Relative rise of the loss that is rounding. */
  private static final double ROUNDING = 1e-9;

  /** The train rows with what their sums need. */
  record RowsToFit(
      JavaRDD<ShardRow> rows, LogisticScale scale, boolean isWeighted, List<String> features) {

    LogisticSums measure(int[] inputs, double[] coefficients) {
      return LogisticSums.measure(rows, scale, inputs, coefficients, false);
    }
  }

  /**
   * Fits the regression; runs one Spark job per iteration, and one more for weighted rows.
   *
   * <p>Without weights, standard errors are those of the information matrix. The scale of weights
   * means nothing, so weighted rows have robust ones (White 1980), which do not depend on it.
   *
   * @param start where the search begins: coefficients of the scaled inputs, the constant first
   * @throws RunException {@code DATA_QUALITY} if the search does not converge
   */
  static LogisticFit fit(RowsToFit train, int[] inputs, double[] start) {
    double[] at = start;
    double[] before = at;
    double[] step = new double[at.length];
    double least = Double.POSITIVE_INFINITY;
    for (int iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
      LogisticSums sums = train.measure(inputs, at);
      if (sums.loss() > least * (1 + ROUNDING)) {
        // The step was too long: half of it is tried.
        step = Arrays.stream(step).map(whole -> whole / 2).toArray();
        at = plus(before, step);
        continue;
      }
      CholeskyFactor factor = CholeskyFactor.of(sums.matrix());
      if (!factor.singular().isEmpty()) {
        break;
      }
      least = sums.loss();
      before = at;
      step = factor.solve(sums.gradient());
      at = plus(before, step);
      if (stands(step, at)) {
        return describe(train, inputs, at, factor.inverse(), iteration, least);
      }
    }
    throw diverged(train, inputs, at);
  }

  private static double[] plus(double[] from, double[] step) {
    double[] sum = new double[from.length];
    Arrays.setAll(sum, i -> from[i] + step[i]);
    return sum;
  }

  private static boolean stands(double[] step, double[] at) {
    for (int i = 0; i < step.length; i++) {
      if (!(Math.abs(step[i]) <= STILL * (1 + Math.abs(at[i])))) {
        return false;
      }
    }
    return true;
  }

  private static LogisticFit describe(
      RowsToFit train, int[] inputs, double[] at, double[][] inverse, int iterations, double loss) {
    LogisticScale scale = train.scale();
    double[][] covariance =
        train.isWeighted()
            ? sandwich(
                inverse, LogisticSums.measure(train.rows(), scale, inputs, at, true).matrix())
            : unscaled(inverse, -scale.weight());
    double[] coefficients = at.clone();
    double[] errors = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      int exponent = i == 0 ? 0 : -scale.inputs()[inputs[i - 1]];
      coefficients[i] = Math.scalb(at[i], exponent);
      errors[i] = Math.scalb(Math.sqrt(covariance[i][i]), exponent);
    }
    return new LogisticFit(inputs, coefficients, errors, at, inverse, iterations, loss);
  }

  private static double[][] unscaled(double[][] matrix, int exponent) {
    return Arrays.stream(matrix)
        .map(row -> Arrays.stream(row).map(value -> Math.scalb(value, exponent)).toArray())
        .toArray(double[][]::new);
  }

  /** Returns inverse * outer * inverse. */
  private static double[][] sandwich(double[][] inverse, double[][] outer) {
    return product(product(inverse, outer), inverse);
  }

  private static double[][] product(double[][] left, double[][] right) {
    int size = left.length;
    double[][] product = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        for (int k = 0; k < size; k++) {
          product[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return product;
  }

  private static RunException diverged(RowsToFit train, int[] inputs, double[] at) {
    int largest = 1;
    for (int i = 1; i < at.length; i++) {
      largest = Math.abs(at[i]) > Math.abs(at[largest]) ? i : largest;
    }
    return new RunException(
        Outcome.DATA_QUALITY,
        String.format(
            Locale.ROOT,
            "the scorecard's regression does not converge in %d iterations: the coefficient of feature \"%s\" grows most, to %.3g. It seems to separate defaults from the others, alone or with other features: leave out what knows the label or tells little (screening.minInformationValue), or give its bins more rows (minShare)",
            MOST_ITERATIONS,
            train.features().get(inputs[largest - 1]),
            Math.scalb(at[largest], -train.scale().inputs()[inputs[largest - 1]])));
  }
}
