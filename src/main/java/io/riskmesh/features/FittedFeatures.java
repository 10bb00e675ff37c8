package io.riskmesh.features;

import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.FeatureSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

  /** Returns what was learned without some of the declared features; not all of them. */
  public FittedFeatures without(Set<String> dropped) {
    List<Integer> kept = new ArrayList<>();
    int at = 0;
    for (DeclaredFeature feature : declared) {
      for (int end = at + feature.inputs(); at < end; at++) {
        if (!dropped.contains(feature.name())) {
          kept.add(at);
        }
      }
    }
    return new FittedFeatures(
        new FeatureSpec(kept.stream().map(spec.features()::get).toList()),
        declared.stream().filter(feature -> !dropped.contains(feature.name())).toList(),
        bins.stream().filter(table -> !dropped.contains(table.feature())).toList(),
        folded.stream().flatMap(inputs -> inputs.among(kept).stream()).toList());
  }
}
