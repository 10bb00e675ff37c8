package io.riskmesh.features;

import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.FeatureSpec;
import java.util.List;

/**
 * What was learned from train.
 *
 * @param spec the model's inputs, for all rows but those of train
 * @param declared the features that they come from, in the order of the inputs
 * @param bins the bins of binned features, as they may be shown
 * @param folded inputs that have other values in train rows, see {@link FoldedInputs}
 */
public record FittedFeatures(
    FeatureSpec spec,
    List<DeclaredFeature> declared,
    List<BinTable> bins,
    List<FoldedInputs> folded) {

  /** Returns features that learn nothing. */
  static FittedFeatures of(FeatureSpec spec) {
    return new FittedFeatures(spec, List.of(), List.of(), List.of());
  }
}
