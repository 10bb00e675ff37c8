package io.riskmesh.model;

/** Arithmetic operators on two numbers. */
public enum ArithmeticOperator {
  ADD,
  SUBTRACT,
  MULTIPLY,
  /** The result is missing when the divisor is zero. */
  DIVIDE;

  double apply(double left, double right) {
    return switch (this) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> right == 0 ? Double.NaN : left / right;
    };
  }
}
