package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig.Engine;
import java.util.List;

/** The part of a training in which the engines differ. */
interface BoostingEngine {

  /**
   * Boosts until the rounds are used up or early stopping ends it.
   *
   * @return all segments, those that were kept before included
   * @throws io.riskmesh.store.RunException the rows cannot be trained on
   * @throws Exception Spark's and the library's own failures
   */
  List<BoostingSegment> boost(
      BoostingJob job, OrderedRounds rounds, TrainingCheckpoints checkpoints) throws Exception;

  /** What drives XGBoost's workers that way. */
  static BoostingEngine of(Engine engine) {
    return engine == Engine.ESTIMATOR ? new EstimatorBoosting() : new BarrierBoosting();
  }

  /**
   * What every engine needs.
   *
   * @param workers exact number of workers, checked to fit
   */
  record BoostingJob(TrainingData data, TrainingPlan plan, int workers) {

    TrainingCourse course() {
      return TrainingCourse.of(plan, data.trainRows());
    }
  }
}
