package io.riskmesh.explain;

import io.riskmesh.evaluate.SampledRow;
import io.riskmesh.features.DeclaredFeature;
import io.riskmesh.features.FeatureSummary;
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
  static List<FeatureBlock> of(FeatureSummary features) {
    List<DeclaredFeature> declared =
        features.declared().isEmpty()
            ? features.names().stream().map(name -> new DeclaredFeature(name, true, 1)).toList()
            : features.declared();
    List<FeatureBlock> blocks = new ArrayList<>();
    int at = 0;
    for (DeclaredFeature feature : declared) {
      blocks.add(new FeatureBlock(feature, features.names(), at));
      at += feature.inputs();
    }
    if (at != features.names().size()) {
      throw new IllegalArgumentException(
          "the declared features have %d inputs, but the model has %d"
              .formatted(at, features.names().size()));
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

  /** Returns the input that is an indicator and set, or -1. */
  int indicator(SampledRow row) {
    for (int input = feature.numeric() ? at + 1 : at; input < end(); input++) {
      if (row.inputs()[input] == 1) {
        return input;
      }
    }
    return -1;
  }

  /** Returns the number of a row, NaN if it has none or an indicator stands for it. */
  float number(SampledRow row) {
    return feature.numeric() && indicator(row) < 0 ? row.inputs()[at] : Float.NaN;
  }
}
