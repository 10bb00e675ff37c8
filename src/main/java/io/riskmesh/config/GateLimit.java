package io.riskmesh.config;

import java.util.OptionalDouble;

/** A limit on a test metric, named as in {@code metrics.json}. */
public record GateLimit(String metric, OptionalDouble min, OptionalDouble max) {}
