package io.riskmesh.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Inputs of a regression that have to be left out because a coefficient is not below 0, found
 * without fitting the others again: the log likelihood is taken as quadratic around the fit, so the
 * other coefficients are known in closed form when one becomes 0 (Lawless and Singhal 1978,
 * Efficient screening of nonnormal regression models). The first one is exact.
 */
final class SignElimination {
  /**
   * An input with the wrong sign.
   *
   * @param input its position among the features
   * @param coefficient what it has beside the inputs that are left then
   * @param error standard error of the coefficient
   */
  record WrongSign(int input, double coefficient, double error) {}

  private final LogisticFit fit;
  private final LogisticScale scale;
  private final double[] at;
  private final double[][] inverse;
  private final boolean[] isOut;
  private final List<WrongSign> wrong = new ArrayList<>();

  private SignElimination(LogisticFit fit, LogisticScale scale) {
    this.fit = fit;
    this.scale = scale;
    this.at = fit.scaled().clone();
    this.inverse = Arrays.stream(fit.inverse()).map(double[]::clone).toArray(double[][]::new);
    this.isOut = new boolean[at.length];
  }

  /** Leaves out, one after the other, the input whose coefficient is the farthest above 0. */
  static SignElimination of(LogisticFit fit, LogisticScale scale) {
    SignElimination elimination = new SignElimination(fit, scale);
    for (int worst = elimination.worst(); worst > 0; worst = elimination.worst()) {
      elimination.leaveOut(worst);
    }
    return elimination;
  }

  /** Returns what was left out, in that order. */
  List<WrongSign> wrong() {
    return wrong;
  }

  /** Returns the inputs that are left. */
  int[] inputs() {
    return IntStream.range(1, at.length)
        .filter(i -> !isOut[i])
        .map(i -> fit.inputs()[i - 1])
        .toArray();
  }

  /** Returns the expected coefficients of the scaled inputs that are left, the constant first. */
  double[] coefficients() {
    return IntStream.range(0, at.length).filter(i -> !isOut[i]).mapToDouble(i -> at[i]).toArray();
  }

  /** Returns the position of the coefficient that is the farthest above 0; 0 if none is. */
  private int worst() {
    int worst = 0;
    double most = 0;
    for (int i = 1; i < at.length; i++) {
      if (!isOut[i] && coefficient(i) / error(i) >= most) {
        most = coefficient(i) / error(i);
        worst = i;
      }
    }
    return worst;
  }

  private double coefficient(int i) {
    return Math.scalb(at[i], -scale.inputs()[fit.inputs()[i - 1]]);
  }

  /** Returns the error of the fit, robust or not, less what the left out inputs had made of it. */
  private double error(int i) {
    return fit.errors()[i] * Math.sqrt(inverse[i][i] / fit.inverse()[i][i]);
  }

  private void leaveOut(int k) {
    wrong.add(new WrongSign(fit.inputs()[k - 1], coefficient(k), error(k)));
    isOut[k] = true;
    double[] row = inverse[k].clone();
    double coefficient = at[k];
    for (int i = 0; i < at.length; i++) {
      double share = row[i] / row[k];
      at[i] -= share * coefficient;
      for (int j = 0; j < at.length; j++) {
        inverse[i][j] -= share * row[j];
      }
    }
  }
}
