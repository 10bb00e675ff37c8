package io.riskmesh.evaluate;

/**
 * Content of {@code evaluation/champion.json}: a new model against two published ones.
 *
 * @param against what the job calls its champion: {@code latest} or {@code approved}
 * @param champion comparison with the model that it would replace
 * @param anchor comparison with a model that does not change from night to night, so that many
 *     small losses are noticed
 */
public record ChampionComparison(String against, ReferenceResult champion, ReferenceResult anchor) {
  /** Returns whether the champion is the anchor as well. */
  public boolean isOneModel() {
    return champion.runId() != null && champion.runId().equals(anchor.runId());
  }
}
