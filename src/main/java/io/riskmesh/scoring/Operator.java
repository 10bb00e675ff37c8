package io.riskmesh.scoring;

/** Arithmetic of two numbers. */
public enum Operator {
  ADD,
  SUBTRACT,
  MULTIPLY,
  /** Missing when the divisor is zero. */
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
