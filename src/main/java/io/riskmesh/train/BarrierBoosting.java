package io.riskmesh.train;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Boosts with low-level XGBoost4J, one barrier task per worker. Rounds and segments are reported
 * while training runs, and an interrupted training resumes after the last segment that was kept.
 */
final class BarrierBoosting implements BoostingEngine {
  @Override
  public List<BoostingSegment> boost(
      BoostingEngine.BoostingJob job, OrderedRounds rounds, TrainingCheckpoints checkpoints)
      throws Exception {
    // Done first: reading and shuffling may take long, and the tracker waits only for a limited
    // time.
    WorkerStage stage = WorkerStage.plan(job);
    SparkContext spark = job.data().train().sparkSession().sparkContext();
    List<BoostingSegment> segments = new ArrayList<>(checkpoints.segments());
    Broadcast<byte[]> earlier =
        spark.broadcast(BoostingSegment.encode(segments), WorkerStage.BYTES);
    try (ReportServer server =
            ReportServer.start(DriverHost.ownAddress(spark), rounds, checkpoints);
        WorkerTracker tracker =
            WorkerTracker.start(spark, job.workers(), job.plan().config().timeout().toSeconds())) {
      WorkerTask.TaskPlan plan =
          new WorkerTask.TaskPlan(
              job.shard(spark, tracker.workerSettings()),
              job.course(),
              earlier,
              server.target(DriverHost.name(spark)));
      segments.addAll(run(stage, plan, job));
      // Segments that were not already delivered during training.
      segments.subList(0, segments.size() - 1).forEach(checkpoints::keep);
    } finally {
      earlier.destroy();
    }
    return segments;
  }

  private static List<BoostingSegment> run(
      WorkerStage stage, WorkerTask.TaskPlan plan, BoostingEngine.BoostingJob job) {
    List<byte[]> collected = stage.run(new WorkerTask(plan));
    WorkerResult result = WorkerResult.decode(collected.get(0));
    ShardStatistics.check(result.censuses(), job.data().features());
    return result.segments();
  }
}
