package io.riskmesh.train;

import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** A stage with one task per worker, whose input is planned. */
@FunctionalInterface
interface WorkerStage {
  /** Type of the tasks' results. */
  ClassTag<byte[]> BYTES = ClassTag$.MODULE$.apply(byte[].class);

  /** Runs the task on every worker; returns the results in the order of the workers. */
  List<byte[]> run(ShardTask task);

  /**
   * Plans the workers' input, which may read and shuffle the rows. Only the tasks that train take a
   * worker's resources.
   *
   * @throws io.riskmesh.store.RunException {@code DATA_QUALITY} if there are no rows
   */
  static WorkerStage plan(BoostingEngine.BoostingJob job) {
    TrainingData data = job.data();
    int workers = job.workers();
    SparkContext spark = data.train().sparkSession().sparkContext();
    // A failed task is not repeated in local mode; elsewhere only a barrier stage leaves it to us.
    if (workers == 1 && spark.isLocal()) {
      JavaRDD<ShardRow> shard = ShardLayout.single(data);
      ShardLayout.requireRows(shard.rdd(), 1, "train");
      return task -> shard.mapPartitions(task::apply).collect();
    }
    RDD<InternalRow> shards = ShardLayout.settle(ShardLayout.both(data, workers), workers, "train");
    StageResources resources = StageResources.of(spark, job.plan().config());
    // No shuffle follows, unlike in the estimator: Spark would then retry the stage by itself with
    // a tracker that ended when all workers had signed off (dmlc/xgboost issue 11511).
    return task ->
        new JavaRDD<>(resources.assign(shards.barrier().mapPartitions(task, false, BYTES)), BYTES)
            .collect();
  }
}
