package io.riskmesh.config;

import io.riskmesh.model.MonotoneDirection;
import java.util.List;
import java.util.Optional;

/** A feature that computes a number from its columns, with the options of a number. */
public sealed interface NumberFeature extends FeatureConfig
    permits NumericFeature, DerivedFeature, DateFeature, ExpressionFeature {

  /** Returns how the number is transformed, and what is missing. */
  NumberOptions options();

  @Override
  default List<String> entries() {
    return options().codes().special();
  }

  @Override
  default Optional<List<String>> missingValues() {
    return options().codes().missingValues();
  }

  @Override
  default Optional<MonotoneDirection> monotone() {
    return options().monotone();
  }
}
