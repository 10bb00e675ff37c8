package io.riskmesh.runs;

/**
 * A published model that new ones are compared with.
 *
 * @param runId run that published it; null if there is none
 * @param model SHA-256 of its {@code model.tar.gz}; null if there is none, or it is unknown
 * @param chosen why it is this run, in words; null if there is none
 * @param missing why there is none, or why its manifest cannot be read; null otherwise
 */
public record ReferenceModel(String runId, String model, String chosen, String missing) {
  /** Returns the absence of a model. */
  public static ReferenceModel none(String why) {
    return new ReferenceModel(null, null, null, why);
  }
}
