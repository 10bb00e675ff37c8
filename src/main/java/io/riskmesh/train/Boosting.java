package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig.Engine;
import java.util.List;

/** The part of a training in which the engines differ. */
interface Boosting {

  /**
   * Boosts until the rounds are used up or early stopping ends it.
   *
   * @throws io.riskmesh.store.RunException the rows cannot be trained on
   * @throws Exception Spark's and the library's own failures
   */
  Boosted boost(Job job, Rounds rounds) throws Exception;

  /** What drives XGBoost's workers that way. */
  static Boosting of(Engine engine) {
    return engine == Engine.ESTIMATOR ? new EstimatorBoosting() : new BarrierBoosting();
  }

  /**
   * What every engine needs.
   *
   * @param workers exact number of workers, checked to fit
   */
  record Job(TrainingData data, TrainingPlan plan, int workers) {}

  /**
   * What comes back.
   *
   * @param model UBJ bytes with the trees of every round
   * @param history one entry per round
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  record Boosted(byte[] model, List<TrainSummary.Round> history) {}
}
