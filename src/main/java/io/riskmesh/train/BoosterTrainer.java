package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig;
import io.riskmesh.config.TrainingConfig.Engine;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.train.Boosting.Boosted;
import io.riskmesh.train.Boosting.Job;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks, boosts by an engine under a deadline, and cuts the model at its best round. */
final class BoosterTrainer implements Trainer {
  private static final Logger LOG = LoggerFactory.getLogger(BoosterTrainer.class);
  private static final int ATTEMPTS = 3;

  private final Engine engine;

  BoosterTrainer(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Trained train(TrainingData data, TrainingPlan plan, RoundListener listener) {
    SparkContext spark = data.train().sparkSession().sparkContext();
    checkParams(data, plan);
    int workers = Slots.of(spark).workers(plan.config(), data.trainRows());
    checkSize(data, workers);
    Rounds rounds = new Rounds(listener);
    Boosted boosted = boost(spark, new Job(data, plan, workers), rounds);
    rounds.complete(boosted.history());
    return publishable(boosted, plan, workers);
  }

  private static void checkParams(TrainingData data, TrainingPlan plan) {
    List<String> problems = BoosterParams.problems(plan.config().params(), data.features().size());
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.USAGE, String.join("; ", problems));
    }
  }

  /** One worker's values are one array, which ends at 2^31 floats. */
  private static void checkSize(TrainingData data, int workers) {
    long values = data.trainRows() * data.features().size();
    long needed = 1 + values / (Integer.MAX_VALUE / 10 * 9);
    if (needed > workers) {
      throw new RunException(
          Outcome.USAGE,
          "training.workers: %d workers cannot hold %d rows x %d features; at least %d are needed"
              .formatted(workers, data.trainRows(), data.features().size(), needed));
    }
  }

  private Boosted boost(SparkContext spark, Job job, Rounds rounds) {
    try (Deadline deadline = Deadline.start(spark, job.plan().config().timeout())) {
      return deadline.call(() -> attempts(deadline, job, rounds));
    }
  }

  /** From the first round again when an executor is lost: same rows, same seed, same trees. */
  private Boosted attempts(Deadline deadline, Job job, Rounds rounds) throws Exception {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return Boosting.of(engine).boost(job, rounds);
      } catch (SparkException e) {
        if (deadline.cancelled(e)) {
          throw e;
        }
        LOG.warn("training failed at attempt {} of {} and starts again", attempt, ATTEMPTS, e);
      }
    }
    return Boosting.of(engine).boost(job, rounds);
  }

  private Trained publishable(Boosted boosted, TrainingPlan plan, int workers) {
    TrainingConfig config = plan.config();
    String metric = plan.params().get("eval_metric");
    int best = bestIteration(boosted, metric, config.earlyStoppingRounds());
    float score = boosted.history().get(best).validation();
    TrainSummary summary =
        new TrainSummary(
            engine.key(),
            workers,
            config.threadsPerWorker(),
            plan.params(),
            metric,
            best,
            boosted.history());
    return new Trained(ModelCut.at(boosted.model(), best, score), summary);
  }

  /** Without early stopping every round was asked for, so every round is kept. */
  private static int bestIteration(Boosted boosted, String metric, int patience) {
    if (patience == 0) {
      return boosted.history().size() - 1;
    }
    EarlyStopping stopping = new EarlyStopping(metric, patience);
    boosted.history().forEach(round -> stopping.stopsAfter(round.validation()));
    return stopping.best();
  }
}
