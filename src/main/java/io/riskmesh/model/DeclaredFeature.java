package io.riskmesh.model;

/**
 * A feature as the job declares it, and its part of the model's inputs.
 *
 * @param name name of the feature
 * @param numeric whether the first of its inputs is a number, and only the others are indicators
 * @param inputs number of inputs, which follow each other in the model
 */
public record DeclaredFeature(String name, boolean numeric, int inputs) {}
