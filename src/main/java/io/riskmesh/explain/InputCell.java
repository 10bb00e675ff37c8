package io.riskmesh.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * Values of a feature for which the model's inputs are the same, or go the same way in every tree.
 *
 * @param from smallest number of a range; null if it has no lower end, or is no range
 * @param below end of a range, which does not belong to it; null if it has no upper end
 * @param values texts or special codes
 * @param other whether texts that no cell names belong to it
 * @param missing whether rows without a value belong to it
 * @param inputs inputs that such a value gives
 */
record InputCell(
    Double from,
    Double below,
    List<String> values,
    boolean other,
    boolean missing,
    List<Float> inputs) {

  static InputCell range(Double from, Double below, List<Float> inputs) {
    return new InputCell(from, below, List.of(), false, false, inputs);
  }

  static InputCell value(String value, List<Float> inputs) {
    return new InputCell(null, null, List.of(value), false, false, inputs);
  }

  static InputCell other(List<Float> inputs) {
    return new InputCell(null, null, List.of(), true, false, inputs);
  }

  static InputCell missing(List<Float> inputs) {
    return new InputCell(null, null, List.of(), false, true, inputs);
  }

  /** Returns a cell with the values of this one and of another, which is no range either. */
  InputCell and(InputCell same) {
    List<String> all = new ArrayList<>(values);
    all.addAll(same.values);
    return new InputCell(
        null, null, List.copyOf(all), other || same.other, missing || same.missing, inputs);
  }

  /** Returns whether it is a range of numbers. */
  boolean isRange() {
    return values.isEmpty() && !other && !missing;
  }
}
