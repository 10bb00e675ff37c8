package io.riskmesh.config;

import java.util.OptionalDouble;

/** Pairs of ends. */
final class Ranges {
  private Ranges() {}

  static void check(Node node, OptionalDouble min, OptionalDouble max) {
    if (min.isPresent() && max.isPresent() && min.getAsDouble() > max.getAsDouble()) {
      node.problem("min %s is above max %s".formatted(min.getAsDouble(), max.getAsDouble()));
    }
  }
}
