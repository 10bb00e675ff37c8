package io.riskmesh.train;

import io.riskmesh.store.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;

/** Compares models by repeated cross-validation on the train and validation rows together. */
public final class FoldScoring {
  private FoldScoring() {}

  /**
   * Trains every model on every fold's complement, and scores it on the fold. One worker holds all
   * rows.
   *
   * @param data train and validation rows, few enough for one worker
   * @param training configuration and seed; models change parameters of it
   * @param folds models and folds
   * @return one entry per fold
   * @throws io.riskmesh.store.RunException as {@link Trainer#train}
   */
  public static List<FoldScore> run(TrainingData data, TrainingPlan training, FoldPlan folds) {
    TrainingPlan alone =
        new TrainingPlan(training.config().alone(), training.seed(), training.constraints());
    BoostingEngine.BoostingJob job = BoosterTrainer.prepare(data, alone);
    SparkContext spark = data.train().sparkSession().sparkContext();
    int trainings = folds.models().size() * folds.folds() * folds.repeats();
    Duration limit = alone.config().timeout().multipliedBy(trainings);
    try (JobDeadline deadline = JobDeadline.ofTraining(spark, limit)) {
      return deadline.call(
          () -> BoosterTrainer.repeat(deadline, job, () -> 0, () -> attempt(spark, job, folds)));
    }
  }

  private static List<FoldScore> attempt(
      SparkContext spark, BoostingEngine.BoostingJob job, FoldPlan folds) {
    List<byte[]> collected =
        WorkerStage.plan(job)
            .run(new FoldTask(job.shard(spark, Map.of()), job.course().decidingOnly(), folds));
    ShardStatistics.check(WorkerResult.decode(collected.get(0)).censuses(), job.data().features());
    return List.of(JsonText.read(collected.get(1), FoldScore[].class));
  }
}
