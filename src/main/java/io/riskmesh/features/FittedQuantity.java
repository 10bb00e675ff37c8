package io.riskmesh.features;

import io.riskmesh.config.NumberOptions.Impute;
import io.riskmesh.config.NumberOptions.SpecialAs;
import io.riskmesh.config.NumericFeature;
import io.riskmesh.model.Expr;
import io.riskmesh.model.ModelFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A feature that is a number, with the statistics learned from train.
 *
 * @param bounds bounds of the clip, on the scale of the source
 * @param imputed replacement for a missing value, on the feature's own scale: after clip and log1p;
 *     empty leaves it missing
 */
record FittedQuantity(
    UnfittedQuantity quantity,
    Optional<UnfittedQuantity.ClipBounds> bounds,
    OptionalDouble imputed) {

  /** Returns a quantity that needs no statistics. */
  static FittedQuantity of(UnfittedQuantity quantity) {
    return new FittedQuantity(quantity, Optional.empty(), quantity.options().constant());
  }

  /**
   * Fits clip and median. The median is transformed by clip and log1p like a value, so it stays a
   * median of the transformed values.
   *
   * @param quantiles in the order of {@link UnfittedQuantity#quantiles}
   */
  static FittedQuantity of(UnfittedQuantity quantity, List<Double> quantiles) {
    // Quantiles interpolated in the same gap may be out of order in their last digit.
    Optional<UnfittedQuantity.ClipBounds> bounds =
        quantity
            .options()
            .clip()
            .map(
                clip ->
                    new UnfittedQuantity.ClipBounds(
                        Math.min(quantiles.get(0), quantiles.get(1)),
                        Math.max(quantiles.get(0), quantiles.get(1))));
    FittedQuantity fitted = new FittedQuantity(quantity, bounds, quantity.options().constant());
    return quantity.options().impute() == Impute.MEDIAN
        ? fitted.imputing(fitted.shape(quantiles.get(quantiles.size() - 1)), "median")
        : fitted;
  }

  FittedQuantity imputing(double statistic, String what) {
    if (Double.isNaN(statistic)) {
      throw quantity.cannotLearn(what);
    }
    return new FittedQuantity(quantity, bounds, OptionalDouble.of(statistic));
  }

  /** Applies clip and log1p to a number. */
  double shape(double number) {
    return quantity.shaped(new Expr.Constant(number), bounds).evaluate(Map.of());
  }

  Expr shaped() {
    return quantity.shaped(quantity.source(), bounds);
  }

  /** Returns the number itself: after clip, log1p and impute. */
  Expr value() {
    Expr shaped = shaped();
    return imputed.isPresent() ? new Expr.Fill(shaped, imputed.getAsDouble()) : shaped;
  }

  List<ModelFeature> features(FeatureNames names) {
    String name = quantity.config().name();
    Expr shaped = shaped();
    List<ModelFeature> features = new ArrayList<>();
    features.add(new ModelFeature(names.declared(name), value(), quantity.missing()));
    if (quantity.options().missingIndicator()) {
      features.add(
          new ModelFeature(
              names.made(name + ".missing"), new Expr.IsMissing(shaped), quantity.missing()));
    }
    if (quantity.config() instanceof NumericFeature numeric) {
      features.addAll(special(numeric, names));
    }
    return features;
  }

  private List<ModelFeature> special(NumericFeature numeric, FeatureNames names) {
    List<String> codes = numeric.options().codes().special();
    if (codes.isEmpty()) {
      return List.of();
    }
    if (numeric.options().codes().specialAs() == SpecialAs.INDICATOR) {
      return List.of(indicator(names.made(numeric.name() + ".special"), numeric, codes));
    }
    List<ModelFeature> features = new ArrayList<>();
    for (String code : codes) {
      String name = names.ofValue(numeric.name(), numeric.column(), features.size() + 1, code);
      features.add(indicator(name, numeric, List.of(code)));
    }
    return features;
  }

  /** Returns an indicator that is 0 for a missing value, which is none of the codes. */
  private ModelFeature indicator(String name, NumericFeature numeric, List<String> codes) {
    return new ModelFeature(
        name, new NumberCodes(numeric.column(), codes).indicator(), quantity.missing());
  }
}
