package io.riskmesh.train;

import io.riskmesh.train.RowShard.Matrices;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.TaskContext;

/**
 * One worker of a search: creates its matrices once and runs trial after trial on them. All workers
 * ask the same proposals; only whether there is time for another trial is decided by the first.
 */
final class TrialTask extends ShardTask {
  private static final long serialVersionUID = 1L;
  private static final String GO_ON = "go on";

  /**
   * Data that is sent to the workers.
   *
   * @param shard what every worker has to know to begin
   * @param course how a trial is boosted, with the parameters that it does not change, and the
   *     deciding metric alone
   * @param proposals what is tried
   * @param earlier trials to continue from
   * @param budgetNanos time after which no further trial is started
   * @param reports where to report trials
   */
  record SearchPlan(
      ShardPlan shard,
      TrainingCourse course,
      TrialProposals proposals,
      List<TrialResult> earlier,
      long budgetNanos,
      ReportSender.ReportTarget reports)
      implements Serializable {

    SearchPlan {
      earlier = new ArrayList<>(earlier);
    }
  }

  private final SearchPlan plan;

  TrialTask(SearchPlan plan) {
    super(plan.shard());
    this.plan = plan;
  }

  @Override
  List<byte[]> work(RowShard shard, List<ShardStatistics> all, TaskContext context)
      throws XGBoostError, IOException {
    long begun = System.nanoTime();
    try (Matrices matrices = shard.matrices(false);
        WorkerGroup group = join(context);
        ReportSender reports =
            group.isFirst() ? ReportSender.connect(plan.reports()) : ReportSender.none()) {
      TrialLoop loop = new TrialLoop(placed(plan.course(), context), plan.proposals(), matrices);
      List<TrialResult> trials = new ArrayList<>(plan.earlier());
      Optional<Map<String, String>> next = plan.proposals().next(trials);
      while (next.isPresent() && isInTime(begun, context)) {
        TrialResult trial = loop.run(trials, next.get(), context::killTaskIfInterrupted);
        trials.add(trial);
        reports.send(trial);
        next = plan.proposals().next(trials);
      }
      return group.isFirst()
          ? List.of(new WorkerResult(all, List.of()).encode(), TrialResult.encode(trials))
          : List.of();
    }
  }

  private boolean isInTime(long begun, TaskContext context) {
    String mine = System.nanoTime() - begun < plan.budgetNanos() ? GO_ON : "";
    return gather(mine, context)[0].equals(GO_ON);
  }
}
