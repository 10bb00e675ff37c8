package io.riskmesh.model;

import java.util.List;
import java.util.Map;

/**
 * Defines each operator for all implementations: {@link ExprProgram} in plain Java, {@code
 * features.FeatureCompiler} in Spark, and {@code inference.py} in the model's archive. Numbers are
 * IEEE 754 doubles in which NaN means missing. Truth values are numbers too: a number is true if it
 * is neither zero nor missing.
 *
 * @param <T> an expression being interpreted
 */
public interface ExprInterpreter<T> {

  /**
   * Returns the column's canonical number; missing when null, and when one of the feature's missing
   * values matches it as {@link NumberEntries} defines.
   */
  T number(String column);

  /** Returns the value itself, which may be NaN. */
  T constant(double value);

  /**
   * Computes as IEEE 754 defines it, with overflow to infinity, except that a division by 0.0 or
   * -0.0 is missing; of two equal numbers the left one is the minimum and the maximum. If an
   * operand is missing, so is the result.
   */
  T arithmetic(ArithmeticOperator operator, T left, T right);

  /** Returns 1 when missing, otherwise 0. */
  T isMissing(T of);

  /**
   * Returns {@code then} when the condition is true; {@code otherwise} when it is zero or missing.
   */
  T choose(T condition, T then, T otherwise);

  /** Returns the number, or {@code value} when it is missing. */
  T fill(T of, double value);

  /** Limits the number to the range from lower to upper, both included; missing stays missing. */
  T clip(T of, double lower, double upper);

  /** Returns {@link StrictMath#log1p}; missing at -1 and below. */
  T log1p(T of);

  /** Returns the number; missing when it is infinite. */
  T finite(T of);

  /** Returns 1 when the column's text is missing, otherwise 0. */
  T isTextMissing(String column);

  /**
   * Returns 1 when the column's text matches the value, as {@link CanonicalValues#plain} defines,
   * and 0 when it does not; missing when the text is missing.
   */
  T equal(String column, String value);

  /**
   * Returns the table's number for the column's text, matched as {@link CanonicalValues#plain}
   * defines, or {@code otherwise} when the table has none; missing when the text is missing. In a
   * feature that also reads the column as a number, surrounding blanks of the text do not count.
   */
  T lookup(String column, Map<String, Double> table, double otherwise);

  /**
   * Returns the value of the bin that contains the number; missing stays missing. A bin includes
   * its lower end: value {@code i} is that of the numbers for which {@code i} cuts are at most the
   * number.
   */
  T binSearch(T of, List<Double> cuts, List<Double> values);

  /** Returns {@link LogicOperator#apply}: 1 where the condition holds, 0 where not, or missing. */
  T logic(LogicOperator operator, T left, T right);

  /** Returns the number without its sign. */
  T absolute(T of);

  /**
   * Returns the value at the number's place, counted from 0; missing when the number is not whole
   * or no place of the list.
   */
  T pick(T of, List<Double> values);

  /**
   * Returns an interpreter for a tree of the same feature in whose columns other entries mean "no
   * value".
   */
  ExprInterpreter<T> reading(List<String> missing);

  /**
   * Returns the day of the column's date or time, counted from 1970-01-01 in UTC; missing when
   * null, and when one of the feature's missing values matches it as {@link NumberEntries} defines.
   *
   * @param format how the column is written, as {@link DayReading} defines it
   */
  T day(String column, String format);

  /** Returns {@link DatePart#of}. */
  T datePart(DatePart part, T of);

  /** Returns {@link AgeUnit#between}. */
  T age(AgeUnit unit, T from, T to);
}
