package io.riskmesh.model;

/**
 * Conditions on two numbers, in three-valued logic: the result is 1, 0 or missing. {@code AND} and
 * {@code OR} take a number for true if it is neither zero nor missing.
 */
public enum LogicOperator {
  LESS,
  LESS_OR_EQUAL,
  EQUAL,
  /** False if either is false, also when the other is missing (Kleene 1938). */
  AND,
  /** True if either is true, also when the other is missing. */
  OR;

  /** Returns the condition's result for two numbers; NaN when it is missing. */
  public double apply(double left, double right) {
    return switch (this) {
      case LESS -> known(left, right, left < right);
      case LESS_OR_EQUAL -> known(left, right, left <= right);
      case EQUAL -> known(left, right, left == right);
      case AND -> left == 0 || right == 0 ? 0 : known(left, right, true);
      case OR -> isTrue(left) || isTrue(right) ? 1 : known(left, right, false);
    };
  }

  private static boolean isTrue(double number) {
    return number != 0 && !Double.isNaN(number);
  }

  private static double known(double left, double right, boolean truth) {
    if (Double.isNaN(left) || Double.isNaN(right)) {
      return Double.NaN;
    }
    return truth ? 1 : 0;
  }
}
