package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig.Engine;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Validates the input, boosts with an engine under a deadline, and truncates the model at its best
 * round.
 */
final class BoosterTrainer implements Trainer {
  private static final Logger LOG = LoggerFactory.getLogger(BoosterTrainer.class);

  /** Maximum number of consecutive failures without a new checkpoint in between. */
  private static final int MAX_FAILURES = 3;

  private final Engine engine;

  BoosterTrainer(Engine engine) {
    this.engine = engine;
  }

  @Override
  public TrainedModel train(
      TrainingData data,
      TrainingPlan given,
      RoundListener listener,
      TrainingCheckpoints checkpoints) {
    BoostingEngine.BoostingJob job = prepare(data, given);
    OrderedRounds rounds = new OrderedRounds(listener);
    List<BoostingSegment> segments =
        boost(data.train().sparkSession().sparkContext(), job, rounds, checkpoints);
    List<TrainSummary.Round> history = history(segments);
    rounds.complete(history);
    return publishable(segments, history, job);
  }

  /** Checks that a training can start, and settles its workers. */
  static BoostingEngine.BoostingJob prepare(TrainingData data, TrainingPlan given) {
    SparkContext spark = data.train().sparkSession().sparkContext();
    refuse(BoosterParams.problems(given.config().params()));
    TrainingPlan plan = ClassBalance.resolve(given, data);
    BoosterParams.remark(plan.config().params()).ifPresent(LOG::warn);
    WorkerLayout layout =
        WorkerSlots.of(spark).layout(plan.config(), data.trainRows(), minWorkers(data));
    refuse(BoosterParams.problemsOf(plan.config(), layout.workers()));
    checkSize(data, layout.workers());
    ConnectionTrial.require(spark, plan.config(), layout.workers());
    return new BoostingEngine.BoostingJob(data, plan, layout);
  }

  private static List<TrainSummary.Round> history(List<BoostingSegment> segments) {
    return segments.stream().flatMap(segment -> segment.history().stream()).toList();
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.USAGE, String.join("; ", problems));
    }
  }

  /** Checks that each worker's values fit into one array, which is limited to 2^31 floats. */
  private static void checkSize(TrainingData data, int workers) {
    int needed = minWorkers(data);
    if (needed > workers) {
      long rows = Math.max(data.trainRows(), data.validationRows());
      throw new RunException(
          Outcome.USAGE,
          "training.workers: %d workers cannot hold %d rows x %d features; at least %d are needed"
              .formatted(workers, rows, data.features().size(), needed));
    }
  }

  private static int minWorkers(TrainingData data) {
    long rows = Math.max(data.trainRows(), data.validationRows());
    long values = rows * data.features().size();
    return Math.toIntExact(1 + values / (Integer.MAX_VALUE / 10 * 9));
  }

  private List<BoostingSegment> boost(
      SparkContext spark,
      BoostingEngine.BoostingJob job,
      OrderedRounds rounds,
      TrainingCheckpoints checkpoints) {
    try (JobDeadline deadline = JobDeadline.ofTraining(spark, job.plan().config().timeout())) {
      return deadline.call(() -> attempts(deadline, job, rounds, checkpoints));
    }
  }

  /**
   * Repeats the training from the last checkpoint if an executor is lost: same rows, same seeds,
   * same trees.
   */
  private List<BoostingSegment> attempts(
      JobDeadline deadline,
      BoostingEngine.BoostingJob job,
      OrderedRounds rounds,
      TrainingCheckpoints checkpoints)
      throws Exception {
    return repeat(
        deadline,
        job,
        () -> next(checkpoints.segments()),
        () -> {
          List<BoostingSegment> kept = checkpoints.segments();
          if (!kept.isEmpty()) {
            LOG.info("training resumes at round {}, from a checkpoint", next(kept));
          }
          rounds.complete(history(kept));
          return BoostingEngine.of(engine).boost(job, rounds, checkpoints);
        });
  }

  /**
   * Repeats the attempt as long as it fails for a reason that may pass.
   *
   * @param progress what has been kept so far; if it grows, earlier failures do not count
   */
  static <T> T repeat(
      JobDeadline deadline,
      BoostingEngine.BoostingJob job,
      IntSupplier progress,
      Callable<T> attempt)
      throws Exception {
    int failures = 0;
    while (true) {
      int kept = progress.getAsInt();
      try {
        return attempt.call();
      } catch (SparkException e) {
        failures = progress.getAsInt() > kept ? 1 : failures + 1;
        if (failures > MAX_FAILURES || !isWorthRepeating(e, deadline, job)) {
          throw e;
        }
        LOG.warn("training failed ({} times in a row) and is restarted", failures, e);
        WorkerSlots.of(job.data().train().sparkSession().sparkContext())
            .requireAgain(job.plan().config(), job.workers());
      }
    }
  }

  private static int next(List<BoostingSegment> segments) {
    return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).nextRound();
  }

  /**
   * Returns whether a retry may succeed. In local mode every failure is the process's own and would
   * recur.
   */
  private static boolean isWorthRepeating(
      SparkException e, JobDeadline deadline, BoostingEngine.BoostingJob job) {
    return !deadline.cancelled(e)
        && !job.data().train().sparkSession().sparkContext().isLocal()
        && !UnrepeatableFailure.isNamedIn(e);
  }

  private TrainedModel publishable(
      List<BoostingSegment> segments,
      List<TrainSummary.Round> history,
      BoostingEngine.BoostingJob job) {
    TrainingCourse course = job.course();
    int best = bestIteration(history, course);
    TrainSummary summary =
        new TrainSummary(
            engine.key(),
            job.workers(),
            job.layout().threads(),
            course.checkpointRounds(),
            job.params(),
            job.plan().metric(),
            best,
            history);
    int treesPerRound = Integer.parseInt(job.params().get("num_parallel_tree"));
    float score = history.get(best).validation();
    byte[] ubj = new ModelAssembly(segments, best, score, treesPerRound).ubj();
    job.plan().constraints().require(ubj);
    return new TrainedModel(ubj, summary);
  }

  /**
   * Returns the best round; without early stopping, the last one, so that every requested round is
   * kept.
   */
  private static int bestIteration(List<TrainSummary.Round> history, TrainingCourse course) {
    if (course.patience() == 0) {
      return history.size() - 1;
    }
    EarlyStopping stopping = course.stopping();
    history.forEach(round -> stopping.stopsAfter(round.validation()));
    return stopping.best();
  }
}
