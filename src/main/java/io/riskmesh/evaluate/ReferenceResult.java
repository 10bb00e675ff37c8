package io.riskmesh.evaluate;

/**
 * How a new model compares with a published one.
 *
 * @param runId run that published it; null if there is none
 * @param model SHA-256 of its {@code model.tar.gz}; null if there is none
 * @param chosen why it is this run, in words; null if there is none
 * @param unseen which test rows were compared, and why the other model has not seen them; null if
 *     none were
 * @param share share of the test rows that were sampled for the comparison; null if none were
 * @param comparison the comparison; null if it was not possible
 * @param notJudged why it was not possible; null otherwise
 */
public record ReferenceResult(
    String runId,
    String model,
    String chosen,
    String unseen,
    Double share,
    PairedComparison comparison,
    String notJudged) {

  /** Returns whether there is a comparison. */
  public boolean isJudged() {
    return comparison != null;
  }
}
