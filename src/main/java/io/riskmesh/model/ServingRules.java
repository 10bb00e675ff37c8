package io.riskmesh.model;

import java.util.List;

/**
 * What turns a booster's output into a decision outside of Spark.
 *
 * @param booster SHA-256 of the booster's bytes
 * @param baseMargin margin of a record before its first tree, as the library computes it
 * @param bands names for ranges of the calibrated probability, safest first
 * @param reasons how reasons are given
 */
public record ServingRules(
    String booster, float baseMargin, List<RiskBands.Band> bands, ReasonRules reasons) {
  /** Copies the bands. */
  public ServingRules {
    bands = List.copyOf(bands);
  }
}
