package io.riskmesh.explain;

import io.riskmesh.evaluate.SampledRow;
import io.riskmesh.model.DeclaredFeature;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of a declared feature, which follow each other.
 *
 * @param names names of all inputs
 * @param at index of the first input
 */
record FeatureBlock(DeclaredFeature feature, List<String> names, int at) {
  /** Returns the blocks of all declared features; without any, each input is its own. */
  static List<FeatureBlock> of(List<DeclaredFeature> given, List<String> names) {
    List<DeclaredFeature> declared =
        given.isEmpty()
            ? names.stream().map(name -> new DeclaredFeature(name, true, 1)).toList()
            : given;
    List<FeatureBlock> blocks = new ArrayList<>();
    int at = 0;
    for (DeclaredFeature feature : declared) {
      blocks.add(new FeatureBlock(feature, names, at));
      at += feature.inputs();
    }
    if (at != names.size()) {
      throw new IllegalArgumentException(
          "the declared features have %d inputs, but the model has %d".formatted(at, names.size()));
    }
    return blocks;
  }

  /** Returns the index after the last input. */
  int end() {
    return at + feature.inputs();
  }

  /** Adds the contributions of the inputs. */
  double sum(double[] contributions) {
    double sum = 0;
    for (int input = at; input < end(); input++) {
      sum += contributions[input];
    }
    return sum;
  }

  /**
   * Returns a row's category: its index, or the input that is an indicator and set; -1 if there is
   * none.
   */
  int category(SampledRow row) {
    if (feature.holdsIndex()) {
      float index = row.inputs()[at];
      return Float.isNaN(index) ? -1 : (int) index;
    }
    for (int input = feature.numeric() ? at + 1 : at; input < end(); input++) {
      if (row.inputs()[input] == 1) {
        return input;
      }
    }
    return -1;
  }

  /** Returns the name of a category. */
  String name(int category) {
    return feature.holdsIndex() ? feature.categories().get(category) : names.get(category);
  }

  /** Returns the number of a row, NaN if it has none or an indicator stands for it. */
  float number(SampledRow row) {
    return feature.numeric() && category(row) < 0 ? row.inputs()[at] : Float.NaN;
  }
}
