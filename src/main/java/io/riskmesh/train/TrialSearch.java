package io.riskmesh.train;

import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkContext;

/** Tries parameters on the train rows and scores them on the validation rows. */
public final class TrialSearch {
  private TrialSearch() {}

  /**
   * Runs the trials that the journal does not hold yet, and blocks until done. The workers read the
   * rows and build their matrices once for all trials.
   *
   * @param data train and validation rows
   * @param plan configuration and seed; trials change parameters of it
   * @param proposals what is tried
   * @param budget time after which no further trial is started, earlier trials of the journal
   *     included
   * @param journal where finished trials are kept
   * @return all trials, in order
   * @throws io.riskmesh.store.RunException as {@link Trainer#train}
   */
  public static List<TrialResult> run(
      TrainingData data,
      TrainingPlan plan,
      TrialProposals proposals,
      Duration budget,
      TrialJournal journal) {
    BoostingEngine.BoostingJob job = BoosterTrainer.prepare(data, plan);
    SparkContext spark = data.train().sparkSession().sparkContext();
    Duration limit = budget.plus(plan.config().timeout());
    String words =
        "training.timeout: a trial took longer than %s; allow more time, fewer rounds or more workers"
            .formatted(plan.config().timeout());
    try (JobDeadline deadline = JobDeadline.start(spark, limit, words)) {
      return deadline.call(
          () ->
              BoosterTrainer.repeat(
                  deadline,
                  job,
                  () -> journal.trials().size(),
                  () -> attempt(job, proposals, budget, journal)));
    }
  }

  private static List<TrialResult> attempt(
      BoostingEngine.BoostingJob job,
      TrialProposals proposals,
      Duration budget,
      TrialJournal journal)
      throws Exception {
    // Done first: the tracker waits only for a limited time.
    WorkerStage stage = WorkerStage.plan(job);
    SparkContext spark = job.data().train().sparkSession().sparkContext();
    List<TrialResult> earlier = journal.trials();
    try (ReportServer server =
            ReportServer.start(
                DriverHost.ownAddress(spark),
                bytes -> TrialResult.decode(bytes).forEach(journal::keep));
        WorkerTracker tracker =
            WorkerTracker.start(spark, job.workers(), job.plan().config().timeout().toSeconds())) {
      TrialTask task =
          new TrialTask(
              new TrialTask.SearchPlan(
                  job.shard(spark, tracker.workerSettings()),
                  job.course().decidingOnly(),
                  proposals,
                  earlier,
                  left(budget, earlier).toNanos(),
                  server.target(DriverHost.name(spark))));
      List<byte[]> collected = stage.run(task);
      ShardStatistics.check(
          WorkerResult.decode(collected.get(0)).censuses(), job.data().features());
      List<TrialResult> trials = TrialResult.decode(collected.get(1));
      // Trials that were not already delivered during the search.
      trials.forEach(journal::keep);
      return trials;
    }
  }

  private static Duration left(Duration budget, List<TrialResult> earlier) {
    double spent = earlier.stream().mapToDouble(TrialResult::seconds).sum();
    return budget.minusMillis((long) (spent * 1000));
  }
}
