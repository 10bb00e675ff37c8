package io.riskmesh.train;

import io.riskmesh.train.RowShard.Matrices;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;

/** One worker of a training: boosts on its shard. */
final class WorkerTask extends ShardTask {
  private static final long serialVersionUID = 1L;

  /**
   * Data that is sent to the workers.
   *
   * @param shard what every worker has to know to begin
   * @param course what each worker boosts
   * @param earlier segments to resume from, encoded by {@link BoostingSegment#encode}
   * @param reports where to report rounds and segments
   */
  record TaskPlan(
      ShardPlan shard,
      TrainingCourse course,
      Broadcast<byte[]> earlier,
      ReportSender.ReportTarget reports)
      implements Serializable {}

  private final TaskPlan plan;

  WorkerTask(TaskPlan plan) {
    super(plan.shard());
    this.plan = plan;
  }

  @Override
  List<byte[]> work(RowShard shard, List<ShardStatistics> all, TaskContext context)
      throws XGBoostError, IOException {
    TrainingCourse course = placed(plan.course(), context);
    try (Matrices matrices = shard.matrices(course.followsTrees());
        WorkerGroup group = join(context);
        ReportSender reports =
            group.isFirst() ? ReportSender.connect(plan.reports()) : ReportSender.none()) {
      RoundLoop loop = new RoundLoop(course, matrices);
      for (BoostingSegment segment : BoostingSegment.decode(plan.earlier().value())) {
        loop.goOn(segment);
      }
      boolean first = group.isFirst();
      List<BoostingSegment> segments = loop.run(reports, context::killTaskIfInterrupted, first);
      return first ? List.of(new WorkerResult(all, segments).encode()) : List.of();
    }
  }
}
