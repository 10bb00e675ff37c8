package io.riskmesh.features;

import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What was learned from train.
 *
 * @param spec the model's inputs
 * @param declared the features that they come from, in the order of the inputs
 * @param bins the bins of binned features, as they may be shown
 */
public record FittedFeatures(
    FeatureSpec spec, List<DeclaredFeature> declared, List<BinTable> bins) {

  /** Returns what was learned without some of the declared features; not all of them. */
  public FittedFeatures without(Set<String> dropped) {
    List<ModelFeature> inputs = new ArrayList<>();
    int at = 0;
    for (DeclaredFeature feature : declared) {
      if (!dropped.contains(feature.name())) {
        inputs.addAll(spec.features().subList(at, at + feature.inputs()));
      }
      at += feature.inputs();
    }
    return new FittedFeatures(
        new FeatureSpec(inputs),
        declared.stream().filter(feature -> !dropped.contains(feature.name())).toList(),
        bins.stream().filter(table -> !dropped.contains(table.feature())).toList());
  }
}
