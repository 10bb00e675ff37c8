package io.riskmesh.spark;

import ml.dmlc.xgboost4j.java.Booster;

/** What the estimator of XGBoost4J-Spark returns. */
public interface TrainedEstimator {
  /** Returns the booster, which the caller disposes of. */
  Booster booster();

  /**
   * Returns the loss on train rows of each round, followed by zeros for rounds that early stopping
   * left out.
   */
  float[] train();

  /** Returns the same for validation rows. */
  float[] validation();
}
