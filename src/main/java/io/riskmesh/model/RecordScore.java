package io.riskmesh.model;

/**
 * The score of a record.
 *
 * @param margin the booster's output in log odds
 * @param probability raw probability of default
 * @param calibrated calibrated probability of default
 * @param band band of the calibrated probability; null if the model names none
 * @param refused whether the raw probability is at or above the model's threshold
 * @param points points of the margin, more of them for less risk; null if the model has none
 */
public record RecordScore(
    float margin,
    float probability,
    double calibrated,
    String band,
    boolean refused,
    Integer points) {

  /** Returns {@code refuse} or {@code accept}. */
  public String decision() {
    return refused ? "refuse" : "accept";
  }
}
