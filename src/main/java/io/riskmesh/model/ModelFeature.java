package io.riskmesh.model;

import java.util.List;
import java.util.Objects;

/**
 * One float of the model's input: its name and how it is made.
 *
 * @param missing entries that stand for "no value" in the columns that the expression reads
 */
public record ModelFeature(String name, Expr expr, List<String> missing) {
  /** What a table writes for nothing, unless somebody says otherwise. */
  public static final List<String> BLANK = List.of("");

  public ModelFeature {
    Objects.requireNonNull(expr, () -> "feature " + name + " has no expression");
    missing = List.copyOf(missing);
    if (name.isEmpty() || name.startsWith("_")) {
      throw new IllegalArgumentException("feature name \"%s\"".formatted(name));
    }
  }

  /** In whose columns a blank text alone is missing. */
  public ModelFeature(String name, Expr expr) {
    this(name, expr, BLANK);
  }
}
