package io.riskmesh.features;

import io.riskmesh.config.DerivedFeature;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.NumberOptions;
import io.riskmesh.config.NumberOptions.Impute;
import io.riskmesh.config.NumericFeature;
import io.riskmesh.model.ArithmeticOperator;
import io.riskmesh.model.Expr;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A feature that is a number, before it is fitted.
 *
 * @param source the number before transformation, finite or missing
 * @param missing entries that mean "no value" in its columns
 */
record UnfittedQuantity(
    FeatureConfig config, Expr source, NumberOptions options, List<String> missing) {

  /**
   * Returns the quantity of a column.
   *
   * @param missing entries that mean "no value" in it
   */
  static UnfittedQuantity of(NumericFeature numeric, List<String> missing) {
    Expr source = withoutCodes(numeric, finite(numeric.column()));
    return new UnfittedQuantity(numeric, source, numeric.options(), missing);
  }

  /**
   * Returns the quantity of two columns.
   *
   * @param missing entries that mean "no value" in them
   */
  static UnfittedQuantity of(DerivedFeature derived, List<String> missing) {
    Expr combined =
        new Expr.Arithmetic(
            operator(derived.op()), finite(derived.left()), finite(derived.right()));
    return new UnfittedQuantity(derived, new Expr.Finite(combined), derived.options(), missing);
  }

  /** Makes special codes missing: they are not numbers. */
  private static Expr withoutCodes(NumericFeature numeric, Expr number) {
    return new NumberCodes(numeric.column(), numeric.options().codes().special())
        .choose(new Expr.Constant(Double.NaN), number);
  }

  /** Makes operands finite too: otherwise 5 divided by infinity would be a meaningless zero. */
  private static Expr finite(String column) {
    return new Expr.Finite(new Expr.NumberColumn(column));
  }

  private static ArithmeticOperator operator(DerivedFeature.Op op) {
    return switch (op) {
      case RATIO -> ArithmeticOperator.DIVIDE;
      case DIFFERENCE -> ArithmeticOperator.SUBTRACT;
      case PRODUCT -> ArithmeticOperator.MULTIPLY;
    };
  }

  /** Returns the quantiles of train that the quantity needs: those of the clip, then the median. */
  List<Double> quantiles() {
    List<Double> quantiles = new ArrayList<>();
    options.clip().ifPresent(clip -> quantiles.addAll(List.of(clip.lower(), clip.upper())));
    if (options.impute() == Impute.MEDIAN) {
      quantiles.add(0.5);
    }
    return quantiles;
  }

  boolean needsMean() {
    return options.impute() == Impute.MEAN;
  }

  boolean needsStatistics() {
    return needsMean() || !quantiles().isEmpty();
  }

  /** Applies clip and log1p to a number. */
  Expr shaped(Expr number, Optional<ClipBounds> bounds) {
    Expr clipped =
        bounds.<Expr>map(b -> new Expr.Clip(number, b.lower(), b.upper())).orElse(number);
    return options.log1p() ? new Expr.Log1p(clipped) : clipped;
  }

  RunException cannotLearn(String what) {
    return new RunException(
        Outcome.DATA_QUALITY,
        "feature \"%s\" cannot learn its %s: no row of train has a usable value in %s. Repair the data, or set impute to a constant and leave out clip."
            .formatted(config.name(), what, config.sources()));
  }

  /** Bounds of a clip. */
  record ClipBounds(double lower, double upper) {}
}
