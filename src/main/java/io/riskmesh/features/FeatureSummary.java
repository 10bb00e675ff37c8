package io.riskmesh.features;

import io.riskmesh.model.DeclaredFeature;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The fitted features.
 *
 * @param digest sha256 of {@code features.json}
 * @param names inputs of the model, in order
 * @param declared the features that the inputs come from, in the order of the inputs; empty in runs
 *     older than this field
 * @param dropped declared features that the screening leaves out of the model
 */
public record FeatureSummary(
    String digest, List<String> names, List<DeclaredFeature> declared, List<String> dropped) {
  /** Replaces fields that an older run lacks. */
  public FeatureSummary {
    declared = declared == null ? List.of() : List.copyOf(declared);
    dropped = dropped == null ? List.of() : List.copyOf(dropped);
  }

  /** Creates the summary of features that were not screened. */
  public FeatureSummary(String digest, List<String> names, List<DeclaredFeature> declared) {
    this(digest, names, declared, List.of());
  }

  /** Returns the names of the inputs that are indices of categories. */
  public Set<String> indices() {
    Set<String> indices = new HashSet<>();
    int at = 0;
    for (DeclaredFeature feature : declared) {
      if (feature.holdsIndex()) {
        indices.add(names.get(at));
      }
      at += feature.inputs();
    }
    return indices;
  }
}
