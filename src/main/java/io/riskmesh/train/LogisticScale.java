package io.riskmesh.train;

import io.riskmesh.config.ClassFactors;
import io.riskmesh.rows.FixedPoint;
import java.io.Serializable;

/**
 * Powers of two that bring weights and inputs below 1, so that one fixed-point unit serves all sums
 * of a regression. Dividing by them is exact.
 *
 * @param unit unit of the sums
 * @param classWeights factors of the weights
 * @param weight exponent of the power above every weight
 * @param inputs exponents of the powers above the inputs
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record LogisticScale(FixedPoint unit, ClassFactors classWeights, int weight, int[] inputs)
    implements Serializable {

  static LogisticScale of(LogisticCensus census, ClassFactors classWeights, int width) {
    int[] inputs = new int[width];
    for (int i = 0; i < width; i++) {
      float magnitude = census.magnitude(i);
      inputs[i] = magnitude == 0 ? 0 : Math.getExponent(magnitude) + 1;
    }
    return new LogisticScale(
        FixedPoint.of(census.count()),
        classWeights,
        Math.getExponent(census.heaviest()) + 1,
        inputs);
  }

  /** Returns a row's weight, below 1. */
  double weight(ShardRow row) {
    return Math.scalb((double) classWeights.of(row.label(), row.weight()), -weight);
  }

  /** Returns an input's value, below 1. */
  double input(int input, float value) {
    return Math.scalb((double) value, -inputs[input]);
  }
}
