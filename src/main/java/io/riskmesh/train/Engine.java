package io.riskmesh.train;

import java.util.Locale;

/** Who drives XGBoost's workers. Both give the same trees from the same rows and workers. */
public enum Engine {
  /** XGBoost4J-Spark's estimator: rounds become known at the end, about twice the memory. */
  ESTIMATOR,
  /** Low-level XGBoost4J in a barrier stage of our own: live rounds. */
  BARRIER;

  /** Name in YAML and in {@link TrainSummary#engine()}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  Boosting boosting() {
    return this == ESTIMATOR ? new EstimatorBoosting() : new BarrierBoosting();
  }
}
