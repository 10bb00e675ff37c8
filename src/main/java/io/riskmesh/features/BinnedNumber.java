package io.riskmesh.features;

import io.riskmesh.config.BinnedFeature;
import io.riskmesh.config.DateFeature;
import io.riskmesh.config.DerivedFeature;
import io.riskmesh.config.ExpressionFeature;
import io.riskmesh.config.NumberFeature;
import io.riskmesh.model.Expr;
import java.util.List;

/** The number whose ranges are the bins of a feature: that of its column, or of another feature. */
final class BinnedNumber {
  private BinnedNumber() {}

  /** Returns the number, finite or missing. */
  static Expr of(BinnedFeature feature) {
    return feature
        .number()
        .map(BinnedNumber::of)
        .orElseGet(() -> new Expr.Finite(new Expr.NumberColumn(feature.column())));
  }

  private static Expr of(NumberFeature number) {
    if (number instanceof DerivedFeature derived) {
      return UnfittedQuantity.of(derived, List.of()).source();
    }
    if (number instanceof DateFeature date) {
      return DateNumbers.source(date);
    }
    if (number instanceof ExpressionFeature expression) {
      return new Expr.Finite(
          expression
              .formula()
              .tree(
                  name -> {
                    throw new IllegalStateException("a formula of bins refers to " + name);
                  }));
    }
    throw new IllegalStateException("bins of " + number);
  }
}
