package io.riskmesh.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.RabitTracker;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Low-level XGBoost4J, one barrier task per worker, rounds reported while they happen. */
final class BarrierBoosting implements Boosting {
  private static final ClassTag<byte[]> BYTES = ClassTag$.MODULE$.apply(byte[].class);

  @Override
  public Boosted boost(Job job, Rounds rounds) throws Exception {
    SparkContext spark = job.data().train().sparkSession().sparkContext();
    // Planned first: reading and shuffling may take long, and the tracker's patience is limited.
    RDD<InternalRow> shards = Shards.both(job.data(), job.workers()).queryExecution().toRdd();
    RabitTracker tracker = tracker(spark, job);
    try (RoundServer server = RoundServer.start(rounds)) {
      tracker.start();
      return run(shards, job, tracker.getWorkerArgs(), server);
    } finally {
      tracker.stop();
    }
  }

  /** A tracker that waits for the workers as long as the training may take. */
  private static RabitTracker tracker(SparkContext spark, Job job) throws Exception {
    long seconds = Math.max(1, job.plan().config().timeout().toSeconds());
    int timeout = (int) Math.min(seconds, Integer.MAX_VALUE);
    return new RabitTracker(job.workers(), DriverHost.of(spark), 0, timeout);
  }

  private static Boosted run(
      RDD<InternalRow> shards, Job job, Map<String, Object> tracker, RoundServer server) {
    BarrierTask task =
        new BarrierTask(
            new BarrierTask.Plan(
                job.data().features().size(),
                job.data().trainRows() / job.workers(),
                new HashMap<>(job.plan().params()),
                job.plan().config().rounds(),
                job.plan().config().earlyStoppingRounds(),
                new HashMap<>(tracker),
                server.port(),
                server.token()));
    RDD<byte[]> results = shards.barrier().mapPartitions(task, false, BYTES);
    // A shuffle behind the barrier stage lets Spark try it again after the loss of an executor; a
    // result stage would fail the job.
    List<byte[]> collected = new JavaRDD<>(results, BYTES).repartition(1).collect();
    WorkerResult result = WorkerResult.decode(collected.get(0));
    Census.check(result.censuses(), job.data().features());
    return new Boosted(result.model(), result.history());
  }
}
