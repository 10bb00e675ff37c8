package io.riskmesh.features;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoryEncoding;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.ModelFeature;
import java.util.List;

/**
 * A categorical feature with what it learned from train.
 *
 * @param domain its values, in order
 * @param counts rows of the values, {@link CountedValues#NONE} if it did not have to count them
 * @param ofSource entries that mean "no value" if the feature does not declare its own
 */
record FittedCategory(
    CategoricalFeature config, List<String> domain, CountedValues counts, List<String> ofSource) {

  List<ModelFeature> features(FeatureNames names) {
    return switch (config.encoding()) {
      case ONE_HOT -> new OneHot(config, domain, ofSource).features(names);
      case ORDINAL -> List.of(feature(CategoryTable.ordinal(domain), names));
      case FREQUENCY -> List.of(feature(new ValueShares(config, domain, counts).table(), names));
      case TARGET_MEAN -> List.of(feature(means().table(), names));
      case NATIVE -> List.of(new CategoryIndex(config, domain).feature(names, ofSource));
    };
  }

  /**
   * Returns how the model knows the feature.
   *
   * @param inputs number of its inputs
   */
  DeclaredFeature declared(FeatureNames names, int inputs) {
    return config.encoding() == CategoryEncoding.NATIVE
        ? new CategoryIndex(config, domain).declared(names)
        : new DeclaredFeature(
            config.name(), config.encoding().isNumber(), inputs, config.monotone().orElse(null));
  }

  /**
   * Returns the feature for the train rows of each fold; empty if one feature suits the rows of all
   * folds, because it does not learn from the label.
   */
  List<ModelFeature> outOfFold(FeatureNames names) {
    return config.encoding() == CategoryEncoding.TARGET_MEAN
        ? means().outOfFold().stream().map(table -> feature(table, names)).toList()
        : List.of();
  }

  private TargetMeans means() {
    return new TargetMeans(config, domain, counts);
  }

  private ModelFeature feature(CategoryTable table, FeatureNames names) {
    return table.feature(names.declared(config.name()), config, ofSource);
  }
}
