package io.riskmesh.train;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The valid values of a parameter.
 *
 * @param words description for error messages: {@code a number in (0, 1]}
 * @param isWhole whether every value is a whole number
 * @param holds whether a value is valid
 */
record ParamDomain(String words, boolean isWhole, Predicate<String> holds) {

  ParamDomain(String words, Predicate<String> holds) {
    this(words, false, holds);
  }

  static ParamDomain oneOf(String... values) {
    List<String> all = List.of(values);
    return new ParamDomain(
        all.size() == 1 ? all.get(0) : "one of " + String.join(", ", all), all::contains);
  }

  /** Returns the domain of one or more different words, separated by commas. */
  static ParamDomain someOf(String... values) {
    Set<String> all = Set.of(values);
    return new ParamDomain(
        "one or several of " + String.join(", ", values),
        value -> {
          List<String> words = MetricPlan.names(value);
          return all.containsAll(words) && new HashSet<>(words).size() == words.size();
        });
  }

  /** Returns the domain with a word that leaves the value to riskmesh. */
  ParamDomain orAuto() {
    return new ParamDomain(
        BoosterParams.AUTO + " or " + words,
        value -> value.equals(BoosterParams.AUTO) || holds.test(value));
  }

  static ParamDomain flag() {
    return oneOf("true", "false");
  }

  static ParamDomain integer(int min, int max) {
    return new ParamDomain(
        "an integer in [%d, %d]".formatted(min, max),
        true,
        value -> value.matches("[+-]?\\d{1,9}") && within(Integer.parseInt(value), min, max));
  }

  /**
   * Returns the domain of numbers in an interval that are finite as a float, which the library
   * reads.
   */
  static ParamDomain number(String words, double min, boolean minIn, double max, boolean maxIn) {
    return new ParamDomain(
        "a number in " + words,
        value -> {
          double number = parse(value);
          return (minIn ? number >= min : number > min) && (maxIn ? number <= max : number < max);
        });
  }

  static ParamDomain atLeastZero() {
    return number("[0, 3.4e38]", 0, true, Float.MAX_VALUE, true);
  }

  static ParamDomain positive() {
    return number("(0, 3.4e38]", 0, false, Float.MAX_VALUE, true);
  }

  static ParamDomain share() {
    return number("(0, 1]", 0, false, 1, true);
  }

  private static boolean within(int value, int min, int max) {
    return value >= min && value <= max;
  }

  /**
   * Parses a plain decimal number; returns NaN, which is outside every range, for any other text.
   */
  private static double parse(String value) {
    return value.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")
        ? Double.parseDouble(value)
        : Double.NaN;
  }
}
