package io.riskmesh.model;

/**
 * A feature as the job declares it, and its part of the model's inputs.
 *
 * @param name name of the feature
 * @param numeric whether the first of its inputs is a number, and only the others are indicators
 * @param inputs number of inputs, which follow each other in the model
 * @param monotone how the score follows the number; null if it may go either way, and for models
 *     older than this field
 */
public record DeclaredFeature(
    String name, boolean numeric, int inputs, MonotoneDirection monotone) {

  /** Creates a feature that the score may follow in either direction. */
  public DeclaredFeature(String name, boolean numeric, int inputs) {
    this(name, numeric, inputs, null);
  }
}
