package io.riskmesh.train;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Boosts with low-level XGBoost4J, one barrier task per worker. Rounds and segments are reported
 * while training runs, and an interrupted training resumes after the last segment that was kept.
 */
final class BarrierBoosting implements BoostingEngine {
  private static final ClassTag<byte[]> BYTES = ClassTag$.MODULE$.apply(byte[].class);

  @Override
  public List<BoostingSegment> boost(
      BoostingEngine.BoostingJob job, OrderedRounds rounds, TrainingCheckpoints checkpoints)
      throws Exception {
    // Done first: reading and shuffling may take long, and the tracker waits only for a limited
    // time.
    WorkerStage stage = stage(job);
    SparkContext spark = job.data().train().sparkSession().sparkContext();
    List<BoostingSegment> segments = new ArrayList<>(checkpoints.segments());
    Broadcast<byte[]> earlier = spark.broadcast(BoostingSegment.encode(segments), BYTES);
    try (ReportServer server =
            ReportServer.start(DriverHost.ownAddress(spark), rounds, checkpoints);
        WorkerTracker tracker =
            WorkerTracker.start(spark, job.workers(), job.plan().config().timeout().toSeconds())) {
      WorkerTask.TaskPlan plan =
          new WorkerTask.TaskPlan(
              job.data().types(),
              job.data().trainRows() / job.workers(),
              job.course(),
              job.plan().config().classWeights(),
              GpuDevices.ofDriver(spark, job.plan().config()),
              earlier,
              tracker.workerSettings(),
              server.target(DriverHost.name(spark)));
      segments.addAll(run(stage, plan, job));
      // Segments that were not already delivered during training.
      segments.subList(0, segments.size() - 1).forEach(checkpoints::keep);
    } finally {
      earlier.destroy();
    }
    return segments;
  }

  /** A stage with one task per worker. */
  private interface WorkerStage {
    JavaRDD<byte[]> plan(WorkerTask task);
  }

  /** Plans the workers' input. */
  private static WorkerStage stage(BoostingEngine.BoostingJob job) {
    // A failed task is not repeated in local mode; elsewhere only a barrier stage leaves it to us.
    if (job.workers() == 1 && job.data().train().sparkSession().sparkContext().isLocal()) {
      JavaRDD<ShardRow> shard = ShardLayout.single(job.data());
      ShardLayout.requireRows(shard.rdd(), 1, "train");
      return task -> shard.mapPartitions(task::apply);
    }
    RDD<InternalRow> shards =
        ShardLayout.settle(ShardLayout.both(job.data(), job.workers()), job.workers(), "train");
    // No shuffle follows, unlike in the estimator: Spark would then retry the stage by itself with
    // a tracker that ended when all workers had signed off (dmlc/xgboost issue 11511).
    return task -> new JavaRDD<>(shards.barrier().mapPartitions(task, false, BYTES), BYTES);
  }

  private static List<BoostingSegment> run(
      WorkerStage stage, WorkerTask.TaskPlan plan, BoostingEngine.BoostingJob job) {
    List<byte[]> collected = stage.plan(new WorkerTask(plan)).collect();
    WorkerResult result = WorkerResult.decode(collected.get(0));
    ShardStatistics.check(result.censuses(), job.data().features());
    return result.segments();
  }
}
