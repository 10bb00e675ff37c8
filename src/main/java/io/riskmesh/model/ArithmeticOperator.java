package io.riskmesh.model;

/** Arithmetic operators on two numbers. */
public enum ArithmeticOperator {
  ADD,
  SUBTRACT,
  MULTIPLY,
  /** The result is missing when the divisor is zero. */
  DIVIDE,
  /** The smaller number. */
  MINIMUM,
  /** The larger number. */
  MAXIMUM;

  /** Returns the result for two numbers; NaN when it is missing. */
  public double apply(double left, double right) {
    return switch (this) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> right == 0 ? Double.NaN : left / right;
      case MINIMUM -> Double.isNaN(left) || right >= left ? left : right;
      case MAXIMUM -> Double.isNaN(left) || right <= left ? left : right;
    };
  }
}
