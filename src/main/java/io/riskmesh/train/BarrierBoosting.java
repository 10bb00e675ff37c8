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
    RDD<InternalRow> shards =
        ShardLayout.settle(ShardLayout.both(job.data(), job.workers()), job.workers(), "train");
    SparkContext spark = shards.sparkContext();
    List<BoostingSegment> segments = new ArrayList<>(checkpoints.segments());
    Broadcast<byte[]> earlier = spark.broadcast(BoostingSegment.encode(segments), BYTES);
    try (ReportServer server =
            ReportServer.start(DriverHost.ownAddress(spark), rounds, checkpoints);
        WorkerTracker tracker =
            WorkerTracker.start(spark, job.workers(), job.plan().config().timeout().toSeconds())) {
      BarrierTask.TaskPlan plan =
          new BarrierTask.TaskPlan(
              job.data().features().size(),
              job.data().trainRows() / job.workers(),
              job.course(),
              earlier,
              tracker.workerSettings(),
              server.target(DriverHost.name(spark)));
      segments.addAll(run(shards, plan, job));
      // Segments that were not already delivered during training.
      segments.subList(0, segments.size() - 1).forEach(checkpoints::keep);
    } finally {
      earlier.destroy();
    }
    return segments;
  }

  private static List<BoostingSegment> run(
      RDD<InternalRow> shards, BarrierTask.TaskPlan plan, BoostingEngine.BoostingJob job) {
    RDD<byte[]> results = shards.barrier().mapPartitions(new BarrierTask(plan), false, BYTES);
    // No shuffle follows, unlike in the estimator: Spark would then retry the stage by itself with
    // a tracker that ended when all workers had signed off (dmlc/xgboost issue 11511).
    List<byte[]> collected = new JavaRDD<>(results, BYTES).collect();
    WorkerResult result = WorkerResult.decode(collected.get(0));
    ShardStatistics.check(result.censuses(), job.data().features());
    return result.segments();
  }
}
