package io.riskmesh.train;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A worker's validation rows, which are evaluated after each round. */
interface ValidationRows extends AutoCloseable {
  /**
   * Prepares for all rounds. Every worker calls it once, after it joined the others and before a
   * booster is trained: it may exchange messages, and it may set the library's random state.
   */
  void open(TrainingCourse course) throws XGBoostError;

  /**
   * The metrics of the rows of all workers after a round, as {@link MetricPlan#round} takes them.
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  record RoundValues(float[] direct, float[] areas) {
    /** Returns the value of the only metric. */
    float only() {
      return direct.length == 0 ? areas[0] : direct[0];
    }
  }

  /** Returns the metrics of the rows of all workers after a round of a segment. */
  RoundValues metrics(Booster booster, int round) throws XGBoostError;

  /**
   * Requires at the end of a segment, after the metric of its last round, that the library gives
   * the same margins to a sample of the rows.
   */
  void confirm(Booster booster) throws XGBoostError;

  /** Ends a segment: the next one is boosted on top of the margins that it gives to the rows. */
  void finish(Booster booster) throws XGBoostError;

  @Override
  void close();
}
