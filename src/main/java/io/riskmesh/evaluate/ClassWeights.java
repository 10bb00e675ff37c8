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
