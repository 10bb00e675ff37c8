package io.riskmesh.features;

import java.util.List;

/**
 * The fitted features.
 *
 * @param digest sha256 of {@code features.json}
 * @param names inputs of the model, in order
 */
public record FeatureSummary(String digest, List<String> names) {}
