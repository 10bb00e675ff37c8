package io.riskmesh.features;

import io.riskmesh.config.DateFeature;
import io.riskmesh.model.ArithmeticOperator;
import io.riskmesh.model.DateExpr;
import io.riskmesh.model.DatePart;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FormulaExpr;
import io.riskmesh.model.ModelFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The numbers of features of dates. */
final class DateNumbers {
  private DateNumbers() {}

  /** Returns the tree of a part or of the time between two dates, before any transformation. */
  static Expr source(DateFeature date) {
    Expr day = day(date, date.column());
    return date.part()
        .<Expr>map(part -> new DateExpr.PartOf(part, day))
        .orElseGet(
            () -> new DateExpr.AgeOf(date.unit(), day, day(date, date.until().orElseThrow())));
  }

  private static Expr day(DateFeature date, String column) {
    return new DateExpr.DayOf(column, date.format(column));
  }

  /**
   * Returns sine and cosine of the middle of each value of a part on its circle, and an indicator
   * of what is missing if the feature has one.
   */
  static List<ModelFeature> cycle(DateFeature date, List<String> missing, FeatureNames names) {
    DatePart part = date.part().orElseThrow();
    Expr source = source(date);
    Expr place = new Expr.Arithmetic(ArithmeticOperator.SUBTRACT, source, new Expr.Constant(1));
    List<ModelFeature> features = new ArrayList<>();
    features.add(
        new ModelFeature(
            names.made(date.name() + ".sin"),
            new FormulaExpr.Pick(place, circle(part, StrictMath::sin)),
            missing));
    features.add(
        new ModelFeature(
            names.made(date.name() + ".cos"),
            new FormulaExpr.Pick(place, circle(part, StrictMath::cos)),
            missing));
    if (date.options().missingIndicator()) {
      features.add(
          new ModelFeature(
              names.made(date.name() + ".missing"), new Expr.IsMissing(source), missing));
    }
    return features;
  }

  private static List<Double> circle(DatePart part, DoubleUnaryOperator function) {
    return IntStream.range(0, part.size())
        .mapToObj(i -> function.applyAsDouble(2 * Math.PI * (i + 0.5) / part.size()))
        .toList();
  }
}
