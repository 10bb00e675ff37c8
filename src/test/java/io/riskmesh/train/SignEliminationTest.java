package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.rows.FixedPoint;
import io.riskmesh.train.SignElimination.WrongSign;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignEliminationTest {
  private static final int SIZE = 6;

  /** On a quadratic function the approximation is exact: the minimum with the others at 0. */
  @Test
  void findsTheMinimumOverTheInputsThatAreLeft() {
    Random random = new Random(7);
    for (int sample = 0; sample < 200; sample++) {
      double[][] matrix = positiveDefinite(random);
      double[] at = random.doubles(SIZE, -1, 1).toArray();
      LogisticFit fit = fit(matrix, at);

      SignElimination signs = SignElimination.of(fit, scale());

      int[] left = signs.inputs();
      assertThat(signs.wrong()).hasSize(SIZE - 1 - left.length);
      double[] expected = minimum(matrix, at, left);
      assertThat(signs.coefficients()).containsExactly(expected, within(1e-9));
      assertThat(Arrays.stream(expected).skip(1)).allMatch(coefficient -> coefficient < 0);
    }
  }

  @Test
  void namesTheFirstAsItWasFitted() {
    double[][] matrix = positiveDefinite(new Random(3));
    double[] at = {0.5, -1, -1, 0.7, -1, 0.1};
    LogisticFit fit = fit(matrix, at);

    WrongSign first = SignElimination.of(fit, scale()).wrong().get(0);

    int position = first.input() - 10 + 1;
    assertThat(at[position]).isPositive();
    assertThat(first.coefficient()).isEqualTo(at[position]);
    assertThat(first.error()).isEqualTo(fit.errors()[position]);
  }

  @Test
  void leavesRightSignsAlone() {
    double[] at = {0.5, -1, -2, -3, -1, -0.1};
    SignElimination signs = SignElimination.of(fit(positiveDefinite(new Random(5)), at), scale());

    assertThat(signs.wrong()).isEmpty();
    assertThat(signs.inputs()).containsExactly(10, 11, 12, 13, 14);
    assertThat(signs.coefficients()).containsExactly(at);
  }

  private static double[][] positiveDefinite(Random random) {
    double[][] root =
        IntStream.range(0, SIZE)
            .mapToObj(i -> random.doubles(SIZE, -1, 1).toArray())
            .toArray(double[][]::new);
    double[][] matrix = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        matrix[i][j] = i == j ? 0.3 : 0;
        for (int k = 0; k < SIZE; k++) {
          matrix[i][j] += root[i][k] * root[j][k];
        }
      }
    }
    return matrix;
  }

  private static LogisticFit fit(double[][] matrix, double[] at) {
    double[][] inverse = CholeskyFactor.of(matrix).inverse();
    double[] errors = IntStream.range(0, SIZE).mapToDouble(i -> Math.sqrt(inverse[i][i])).toArray();
    int[] inputs = IntStream.range(10, 10 + SIZE - 1).toArray();
    return new LogisticFit(inputs, at, errors, at, inverse, 1, 0.5);
  }

  private static LogisticScale scale() {
    return new LogisticScale(FixedPoint.of(1), null, 0, new int[10 + SIZE - 1]);
  }

  /** Solves the equations of the inputs that are left, with the constant. */
  private static double[] minimum(double[][] matrix, double[] at, int[] inputs) {
    int[] left =
        IntStream.concat(IntStream.of(0), IntStream.of(inputs).map(input -> input - 10 + 1))
            .toArray();
    double[][] part = new double[left.length][left.length];
    double[] right = new double[left.length];
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < SIZE; j++) {
        right[i] += matrix[left[i]][j] * at[j];
      }
      for (int j = 0; j < left.length; j++) {
        part[i][j] = matrix[left[i]][left[j]];
      }
    }
    return CholeskyFactor.of(part).solve(right);
  }
}
