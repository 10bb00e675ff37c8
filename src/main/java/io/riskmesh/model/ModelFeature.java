package io.riskmesh.model;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;

/**
 * One float of the model's input: its name and its expression.
 *
 * @param missing entries that mean "no value" in the columns that the expression reads
 */
public record ModelFeature(String name, Expr expr, List<String> missing) {
  /** The entries that mean "no value" unless others are given: only the blank text. */
  public static final List<String> BLANK = List.of("");

  /**
   * Requires an expression, and a name that is neither empty nor begins with an underscore.
   *
   * @throws IllegalArgumentException when the name is invalid
   */
  public ModelFeature {
    Objects.requireNonNull(expr, () -> "feature " + name + " has no expression");
    missing = List.copyOf(missing);
    if (name.isEmpty() || name.startsWith("_")) {
      throw new IllegalArgumentException("invalid feature name \"%s\"".formatted(name));
    }
  }

  /** Returns the columns that the feature reads as numbers. */
  public Set<String> numbers() {
    return collected().numbers();
  }

  /** Returns where its bins of numbers begin, ascending and without the first; often none. */
  public SortedSet<Double> cuts() {
    return collected().cuts();
  }

  private DomainCollector collected() {
    DomainCollector collector = new DomainCollector();
    expr.interpret(collector);
    return collector;
  }

  /** Creates a feature for which only a blank text is missing. */
  public ModelFeature(String name, Expr expr) {
    this(name, expr, BLANK);
  }
}
