package io.riskmesh.features;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.model.Expr;
import io.riskmesh.model.ModelFeature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Represents a categorical feature as one number, looked up in a table.
 *
 * @param numbers the number of each value of the domain
 * @param other the number of any other value, NaN if it is as a missing value
 * @param missing the number of a missing value, NaN if it stays missing
 */
record CategoryTable(Map<String, Double> numbers, double other, double missing) {

  /** Numbers the values of the domain in its order, from 0; other values are missing. */
  static CategoryTable ordinal(List<String> domain) {
    Map<String, Double> positions = new HashMap<>();
    domain.forEach(value -> positions.put(value, (double) positions.size()));
    return new CategoryTable(positions, Double.NaN, Double.NaN);
  }

  /**
   * Returns the feature.
   *
   * @param ofSource entries that mean "no value" if the feature does not declare its own
   */
  ModelFeature feature(String name, CategoricalFeature config, List<String> ofSource) {
    Expr found = new Expr.Lookup(config.column(), numbers, other);
    return new ModelFeature(
        name,
        Double.isNaN(missing) ? found : new Expr.Fill(found, missing),
        config.missingValues(ofSource));
  }
}
