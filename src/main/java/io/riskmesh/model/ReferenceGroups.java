package io.riskmesh.model;

import java.util.List;

/**
 * Borrowers with whom an applicant is compared: mean contributions of the declared features to
 * their margins, in log odds, in the order of the features.
 *
 * @param train train rows
 * @param belowThreshold those of them that the model accepts; null if there are none
 */
public record ReferenceGroups(List<Double> train, List<Double> belowThreshold) {
  /** Copies the lists. */
  public ReferenceGroups {
    train = List.copyOf(train);
    belowThreshold = belowThreshold == null ? null : List.copyOf(belowThreshold);
  }
}
