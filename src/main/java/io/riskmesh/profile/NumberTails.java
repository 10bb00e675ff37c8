package io.riskmesh.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * The outlying numbers, where special codes are found: numbers up to {@code low} and from {@code
 * high} on are counted individually. An end is infinite if no number is far from the others.
 */
record NumberTails(double low, double high) {
  static final NumberTails NONE =
      new NumberTails(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** If the quantiles include more distinct negative numbers, these are not codes. */
  private static final int MAX_CODES = 3;

  static NumberTails of(FiniteNumbers numbers) {
    List<Double> steps = new ArrayList<>();
    steps.add(numbers.least());
    steps.addAll(numbers.quantiles());
    steps.add(numbers.greatest());
    List<Double> distinct = steps.stream().distinct().toList();
    return new NumberTails(low(distinct), high(distinct));
  }

  /**
   * Returns the lowest step whose distance to the step below it is at least the span of the steps
   * above it.
   */
  private static double low(List<Double> steps) {
    int last = steps.size() - 1;
    long negative = steps.stream().filter(step -> step < 0).count();
    if (negative > 0 && negative <= MAX_CODES && steps.get(last) >= 0) {
      return Math.nextDown(0.0);
    }
    for (int i = 0; 2 * i < last; i++) {
      double rest = steps.get(i + 1);
      if (rest - steps.get(i) >= steps.get(last) - rest) {
        return rest;
      }
    }
    return Double.NEGATIVE_INFINITY;
  }

  private static double high(List<Double> steps) {
    int last = steps.size() - 1;
    for (int i = last; i > 1; i--) {
      double rest = steps.get(i - 1);
      if (steps.get(i) - rest >= (rest - steps.get(0)) / 10) {
        return rest;
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
