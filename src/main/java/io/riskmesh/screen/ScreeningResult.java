package io.riskmesh.screen;

import io.riskmesh.screen.ScreenedFeature.ScreeningDecision;
import java.util.List;
import java.util.Map;

/**
 * The audit of all candidates, as {@code features/screening.json} holds it.
 *
 * @param rows train rows
 * @param defaults train rows with the positive label
 * @param limits the job's limits, by key
 * @param candidates in the order in which the job declares them
 */
public record ScreeningResult(
    long rows, long defaults, Map<String, Double> limits, List<ScreenedFeature> candidates) {

  /** Returns the names of the features that the model does not use. */
  public List<String> dropped() {
    return candidates.stream()
        .filter(candidate -> candidate.decision() == ScreeningDecision.DROPPED)
        .map(ScreenedFeature::name)
        .toList();
  }
}
