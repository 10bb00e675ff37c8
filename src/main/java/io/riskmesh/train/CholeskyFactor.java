package io.riskmesh.train;

import java.util.ArrayList;
import java.util.List;

/**
 * The Cholesky factor of the second derivatives of a regression, whose first row is the constant.
 */
final class CholeskyFactor {
  /** Share of a variance below which what is left of it is rounding. */
  private static final double NOTHING = 1e-9;

  /** An input that has none of its own variance left. */
  record SingularInput(int position, boolean isConstant) {}

  private final double[][] lower;
  private final List<SingularInput> singular;

  private CholeskyFactor(double[][] lower, List<SingularInput> singular) {
    this.lower = lower;
    this.singular = singular;
  }

  /** Factors a matrix; what is a combination of the rows before it is named, and left out. */
  static CholeskyFactor of(double[][] matrix) {
    int size = matrix.length;
    double[][] lower = new double[size][size];
    List<SingularInput> singular = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double rest = matrix[i][i];
      double centred = matrix[i][i];
      for (int j = 0; j < i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = lower[j][j] == 0 ? 0 : sum / lower[j][j];
        rest -= lower[i][j] * lower[i][j];
        if (j == 0) {
          centred = rest;
        }
      }
      boolean isConstant = i > 0 && !(centred > NOTHING * matrix[i][i]);
      if (isConstant || !(rest > NOTHING * centred)) {
        singular.add(new SingularInput(i, isConstant));
      } else {
        lower[i][i] = Math.sqrt(rest);
      }
    }
    return new CholeskyFactor(lower, singular);
  }

  /** Returns the rows that are combinations of those before them. */
  List<SingularInput> singular() {
    return singular;
  }

  /** Returns the solution of a regular system. */
  double[] solve(double[] right) {
    int size = lower.length;
    double[] x = right.clone();
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }

  /** Returns the inverse of a regular matrix. */
  double[][] inverse() {
    int size = lower.length;
    double[][] inverse = new double[size][];
    for (int i = 0; i < size; i++) {
      double[] one = new double[size];
      one[i] = 1;
      inverse[i] = solve(one);
    }
    return inverse;
  }
}
