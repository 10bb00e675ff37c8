package io.riskmesh.config.yaml;

import java.util.OptionalDouble;

/** Checks pairs of limits. */
public final class RangeReader {
  private RangeReader() {}

  /** Reports a problem if both limits are present and {@code min} is above {@code max}. */
  public static void check(ConfigNode node, OptionalDouble min, OptionalDouble max) {
    if (min.isPresent() && max.isPresent() && min.getAsDouble() > max.getAsDouble()) {
      node.problem("min %s is above max %s".formatted(min.getAsDouble(), max.getAsDouble()));
    }
  }
}
