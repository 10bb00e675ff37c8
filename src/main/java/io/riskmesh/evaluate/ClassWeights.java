package io.riskmesh.evaluate;

/**
 * Weights of one class along a curve: the sum of weights at each score, and the sum of squared
 * weights for variances. Without weights both are row counts.
 */
final class ClassWeights {
  private final double[] weights;
  private final double[] squares;
  private final double total;
  private final double totalSquare;

  ClassWeights(double[] weights, double[] squares) {
    this.weights = weights;
    this.squares = squares;
    this.total = sum(weights);
    this.totalSquare = sum(squares);
  }

  /**
   * Returns what is left of the weights without some of them.
   *
   * @param at index of each of these
   */
  ClassWeights without(ClassWeights some, int[] at) {
    double[] left = weights.clone();
    double[] leftSquares = squares.clone();
    for (int i = 0; i < at.length; i++) {
      left[at[i]] -= some.weights[i];
      leftSquares[at[i]] -= some.squares[i];
    }
    return new ClassWeights(left, leftSquares);
  }

  int size() {
    return weights.length;
  }

  double at(int i) {
    return weights[i];
  }

  double squareAt(int i) {
    return squares[i];
  }

  double total() {
    return total;
  }

  double totalSquare() {
    return totalSquare;
  }

  /**
   * Returns the effective number of rows (Kish 1965): that of equally weighted rows with the same
   * information; without weights, the row count.
   */
  double effectiveRows() {
    return effectiveRows(total, totalSquare);
  }

  static double effectiveRows(double weight, double square) {
    return square == 0 ? 0 : weight * weight / square;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
