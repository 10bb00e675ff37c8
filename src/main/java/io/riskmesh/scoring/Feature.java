package io.riskmesh.scoring;

import java.util.Objects;

/** One float of the model's input: its name and how it is made. */
public record Feature(String name, Expr expr) {
  public Feature {
    Objects.requireNonNull(expr, () -> "feature " + name + " has no expression");
    if (name.isEmpty() || name.startsWith("_")) {
      throw new IllegalArgumentException("feature name \"%s\"".formatted(name));
    }
  }
}
