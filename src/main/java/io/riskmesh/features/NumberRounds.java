package io.riskmesh.features;

import io.riskmesh.config.DateFeature;
import io.riskmesh.config.DerivedFeature;
import io.riskmesh.config.ExpressionFeature;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.NumericFeature;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FormulaExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which numbers are fitted. An expression refers to the fitted values of other
 * features, so it is fitted in a later round than those of them that learn a statistic; all others
 * are fitted in the first.
 */
final class NumberRounds {
  private final List<FeatureConfig> declared;
  private final List<String> missing;
  private final List<FeatureConfig> waiting;
  private final Map<String, FittedQuantity> fitted = new HashMap<>();

  /**
   * Prepares the rounds.
   *
   * @param declared all features, in order
   * @param missing entries that mean "no value" for features that do not declare their own
   */
  NumberRounds(List<FeatureConfig> declared, List<String> missing) {
    this.declared = declared.stream().filter(FeatureConfig::isNumber).toList();
    this.missing = missing;
    this.waiting = new ArrayList<>(this.declared);
  }

  /** Returns the quantities of the next round, all of which need statistics; empty at the end. */
  List<UnfittedQuantity> next() {
    List<UnfittedQuantity> round = new ArrayList<>();
    for (FeatureConfig config : List.copyOf(waiting)) {
      if (fitted.keySet().containsAll(references(config))) {
        waiting.remove(config);
        UnfittedQuantity quantity = quantity(config);
        if (quantity.needsStatistics()) {
          round.add(quantity);
        } else {
          fitted.put(config.name(), FittedQuantity.of(quantity));
        }
      }
    }
    return round;
  }

  /** Adds the fitted quantities of a round. */
  void add(Map<String, FittedQuantity> round) {
    fitted.putAll(round);
  }

  /** Returns all quantities by name, in the order of their declaration. */
  Map<String, FittedQuantity> fitted() {
    Map<String, FittedQuantity> ordered = new LinkedHashMap<>();
    declared.forEach(config -> ordered.put(config.name(), fitted.get(config.name())));
    return ordered;
  }

  private static Set<String> references(FeatureConfig config) {
    return config instanceof ExpressionFeature expression
        ? Set.copyOf(expression.formula().references())
        : Set.of();
  }

  private UnfittedQuantity quantity(FeatureConfig config) {
    List<String> entries = config.missingValues(missing);
    if (config instanceof NumericFeature numeric) {
      return UnfittedQuantity.of(numeric, entries);
    }
    if (config instanceof DerivedFeature derived) {
      return UnfittedQuantity.of(derived, entries);
    }
    if (config instanceof DateFeature date) {
      return new UnfittedQuantity(date, DateNumbers.source(date), date.options(), entries);
    }
    ExpressionFeature expression = (ExpressionFeature) config;
    Expr source = expression.formula().tree(name -> tree(fitted.get(name), entries));
    return new UnfittedQuantity(expression, new Expr.Finite(source), expression.options(), entries);
  }

  /** Returns the fitted value of another feature, with the missing values of its columns. */
  private static Expr tree(FittedQuantity quantity, List<String> entries) {
    List<String> own = quantity.quantity().missing();
    return own.equals(entries) ? quantity.value() : new FormulaExpr.ReadWith(own, quantity.value());
  }
}
