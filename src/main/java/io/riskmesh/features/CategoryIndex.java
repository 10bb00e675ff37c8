package io.riskmesh.features;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.ModelFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Represents a categorical feature as the index of its value, by which the booster's trees split:
 * the values of the domain in its order, then unknown and missing values if they have a bucket.
 */
record CategoryIndex(CategoricalFeature config, List<String> domain) {

  /**
   * Returns the feature.
   *
   * @param ofSource entries that mean "no value" if the feature does not declare its own
   */
  ModelFeature feature(FeatureNames names, List<String> ofSource) {
    Map<String, Double> indices = new HashMap<>();
    domain.forEach(value -> indices.put(value, (double) indices.size()));
    double next = indices.size();
    double unknown = config.unknown() == Unknown.BUCKET ? next++ : Double.NaN;
    double missing = config.missing() == Missing.BUCKET ? next : Double.NaN;
    return new CategoryTable(indices, unknown, missing)
        .feature(names.declared(config.name()), config, ofSource);
  }

  /** Returns the feature with the names of its categories, which those of a one-hot feature are. */
  DeclaredFeature declared(FeatureNames names) {
    List<String> categories = new ArrayList<>();
    for (String value : domain) {
      categories.add(names.ofValue(config.name(), config.column(), categories.size() + 1, value));
    }
    if (config.unknown() == Unknown.BUCKET) {
      categories.add(names.made(config.name() + "=unknown"));
    }
    if (config.missing() == Missing.BUCKET) {
      categories.add(names.made(config.name() + "=missing"));
    }
    return new DeclaredFeature(config.name(), categories);
  }
}
