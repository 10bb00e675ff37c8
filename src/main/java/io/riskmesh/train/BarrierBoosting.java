package io.riskmesh.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.RabitTracker;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Low-level XGBoost4J, one barrier task per worker, rounds reported while they happen. */
final class BarrierBoosting implements Boosting {
  private static final Logger LOG = LoggerFactory.getLogger(BarrierBoosting.class);
  private static final ClassTag<byte[]> BYTES = ClassTag$.MODULE$.apply(byte[].class);

  @Override
  public Boosted boost(Job job, Rounds rounds) throws Exception {
    // Planned first: reading and shuffling may take long, and the tracker's patience is limited.
    RDD<InternalRow> shards =
        Shards.settle(Shards.both(job.data(), job.workers()), job.workers(), "train");
    try (RoundServer server = RoundServer.start(rounds)) {
      return job.workers() == 1
          ? run(shards, job, Map.of(), server)
          : distributed(shards, job, server);
    }
  }

  private static Boosted distributed(RDD<InternalRow> shards, Job job, RoundServer server)
      throws Exception {
    RabitTracker tracker = tracker(shards.sparkContext(), job);
    try {
      tracker.start();
      return run(shards, job, tracker.getWorkerArgs(), server);
    } finally {
      stop(tracker);
    }
  }

  /** It complains when the workers never came; why they did not come is what matters then. */
  private static void stop(RabitTracker tracker) {
    try {
      tracker.stop();
    } catch (XGBoostError e) {
      LOG.debug("the tracker did not stop cleanly", e);
    }
  }

  /** A tracker that waits for the workers as long as the training may take. */
  private static RabitTracker tracker(SparkContext spark, Job job) throws Exception {
    long seconds = Math.max(1, job.plan().config().timeout().toSeconds());
    int timeout = (int) Math.min(seconds, Integer.MAX_VALUE);
    return new RabitTracker(job.workers(), DriverHost.ownAddress(spark), 0, timeout);
  }

  private static Boosted run(
      RDD<InternalRow> shards, Job job, Map<String, Object> tracker, RoundServer server) {
    BarrierTask task = new BarrierTask(plan(shards.sparkContext(), job, tracker, server));
    RDD<byte[]> results = shards.barrier().mapPartitions(task, false, BYTES);
    // No shuffle behind it, as the estimator has: Spark would try the stage again by itself, with a
    // tracker that has ended once all workers have said goodbye (dmlc/xgboost issue 11511).
    List<byte[]> collected = new JavaRDD<>(results, BYTES).collect();
    WorkerResult result = WorkerResult.decode(collected.get(0));
    Census.check(result.censuses(), job.data().features());
    return new Boosted(result.model(), result.history());
  }

  private static BarrierTask.Plan plan(
      SparkContext spark, Job job, Map<String, Object> tracker, RoundServer server) {
    return new BarrierTask.Plan(
        job.data().features().size(),
        job.data().trainRows() / job.workers(),
        new HashMap<>(job.plan().params()),
        job.plan().config().rounds(),
        job.plan().config().earlyStoppingRounds(),
        new HashMap<>(tracker),
        new RoundSender.Target(DriverHost.name(spark), server.port(), server.token()));
  }
}
