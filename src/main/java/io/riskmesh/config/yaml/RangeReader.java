package io.riskmesh.config.yaml;

import java.util.OptionalDouble;

/** Pairs of ends. */
public final class RangeReader {
  private RangeReader() {}

  public static void check(ConfigNode node, OptionalDouble min, OptionalDouble max) {
    if (min.isPresent() && max.isPresent() && min.getAsDouble() > max.getAsDouble()) {
      node.problem("min %s is above max %s".formatted(min.getAsDouble(), max.getAsDouble()));
    }
  }
}
