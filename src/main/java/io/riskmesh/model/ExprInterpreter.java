package io.riskmesh.model;

import java.util.Map;

/**
 * What each operator means, whoever carries it out: {@link ExprProgram} in plain Java, {@code
 * features.FeatureCompiler} in Spark. Numbers are IEEE 754 doubles in which NaN means missing;
 * truth is a number too, and only a number that is neither zero nor missing is true.
 *
 * @param <T> a number in the making
 */
public interface ExprInterpreter<T> {

  /** The column's canonical number, missing when null. */
  T number(String column);

  /** The value itself; NaN is allowed. */
  T constant(double value);

  /**
   * As IEEE 754 has it, with overflow to infinity, but a division by 0.0 or -0.0 is missing. A
   * missing operand makes the result missing.
   */
  T arithmetic(ArithmeticOperator operator, T left, T right);

  /** 1 when missing, otherwise 0. */
  T isMissing(T of);

  /** {@code then} when the condition is true; {@code otherwise} when it is zero or missing. */
  T choose(T condition, T then, T otherwise);

  /** The value, or {@code value} when it is missing. */
  T fill(T of, double value);

  /** No less than lower and no more than upper; missing stays missing. */
  T clip(T of, double lower, double upper);

  /** {@link StrictMath#log1p}; missing at -1 and below. */
  T log1p(T of);

  /** Missing instead of infinite. */
  T finite(T of);

  /** 1 when the column's text is missing, otherwise 0. */
  T isTextMissing(String column);

  /** 1 when the column's canonical text is this, 0 when it is another, missing when missing. */
  T equal(String column, String value);

  /**
   * What the table holds for the column's canonical text, {@code otherwise} when it holds nothing;
   * a missing text is missing.
   */
  T lookup(String column, Map<String, Double> table, double otherwise);
}
