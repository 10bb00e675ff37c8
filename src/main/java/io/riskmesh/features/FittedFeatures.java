package io.riskmesh.features;

import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.FeatureSpec;
import java.util.List;

/**
 * What was learned from train.
 *
 * @param spec the model's inputs
 * @param declared the features that they come from, in the order of the inputs
 * @param bins the bins of binned features, as they may be shown
 */
public record FittedFeatures(
    FeatureSpec spec, List<DeclaredFeature> declared, List<BinTable> bins) {}
