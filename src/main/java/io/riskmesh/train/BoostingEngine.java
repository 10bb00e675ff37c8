package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig.Engine;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.SparkContext;

/** The part of training that differs between the engines. */
interface BoostingEngine {

  /**
   * Boosts until all rounds are done or early stopping ends training.
   *
   * @return all segments, including those that were kept earlier
   * @throws io.riskmesh.store.RunException if the rows cannot be trained on
   * @throws Exception on failures of Spark or of the library
   */
  List<BoostingSegment> boost(
      BoostingJob job, OrderedRounds rounds, TrainingCheckpoints checkpoints) throws Exception;

  /** Returns the implementation of an engine. */
  static BoostingEngine of(Engine engine) {
    return engine == Engine.ESTIMATOR ? new EstimatorBoosting() : new BarrierBoosting();
  }

  /**
   * Input of every engine.
   *
   * @param data train and validation rows
   * @param plan configuration and seed
   * @param layout exact numbers of workers and threads
   */
  record BoostingJob(TrainingData data, TrainingPlan plan, WorkerLayout layout) {

    int workers() {
      return layout.workers();
    }

    /** Returns every parameter that is passed to the native library, by native name. */
    SortedMap<String, String> params() {
      return plan.params(layout.threads());
    }

    /**
     * Returns what every worker has to know to begin.
     *
     * @param tracker settings to connect to the tracker; empty if there is only one worker
     */
    ShardTask.ShardPlan shard(SparkContext spark, Map<String, Object> tracker) {
      return new ShardTask.ShardPlan(
          data.types(),
          data.trainRows() / workers(),
          plan.config().classWeights(),
          GpuDevices.ofDriver(spark, plan.config()),
          tracker);
    }

    TrainingCourse course() {
      return TrainingCourse.of(plan, layout, data.trainRows(), data.validationRows() / workers());
    }
  }
}
