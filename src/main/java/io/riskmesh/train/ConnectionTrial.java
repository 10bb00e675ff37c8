package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig;
import io.riskmesh.spark.ScalaInterop;
import io.riskmesh.store.CauseChain;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/**
 * Tests that the workers can connect to the driver and to each other. Without it, a port blocked by
 * a firewall would surface only when the training deadline has passed: a worker that cannot reach
 * the tracker waits.
 */
public final class ConnectionTrial {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionTrial.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Maximum number of executors that may be lost while they connect. */
  private static final int MAX_LOSSES = 3;

  /**
   * How a lost executor shows: by Spark's name, or by another worker that loses it in XGBoost's
   * collective operations, whichever comes first. A failed job has text only.
   */
  private static final Pattern LOST = Pattern.compile("ExecutorLostFailure|collective");

  private static final ClassTag<Integer> NUMBERS = ClassTag$.MODULE$.apply(Integer.class);

  private ConnectionTrial() {}

  /**
   * Connects as many workers as the training has, for at most 30 seconds. If an executor is lost
   * meanwhile, waits for its successor and connects again. Does nothing in local mode.
   *
   * @throws RunException {@code FAILED} if a worker cannot reach the driver or another worker
   */
  public static void require(SparkContext spark, TrainingConfig config, int workers) {
    if (!spark.isLocal()) {
      repeat(
          () -> connect(spark, StageResources.of(spark, config), workers),
          () -> WorkerSlots.of(spark).requireAgain(config, workers));
    }
  }

  /** Runs a trial, again after each lost executor. */
  static void repeat(Runnable trial, Runnable awaitSlots) {
    for (int losses = 1; ; losses++) {
      try {
        trial.run();
        return;
      } catch (RunException e) {
        if (losses > MAX_LOSSES || !isExecutorLost(e)) {
          throw e;
        }
        LOG.warn("an executor was lost while the workers connected; they connect again", e);
        awaitSlots.run();
      }
    }
  }

  private static boolean isExecutorLost(Throwable failure) {
    return CauseChain.of(failure)
        .anyMatch(e -> LOST.matcher(String.valueOf(e.getMessage())).find());
  }

  private static void connect(SparkContext spark, StageResources resources, int workers) {
    try (ReportServer server =
            ReportServer.start(
                DriverHost.ownAddress(spark),
                new OrderedRounds(RoundListener.NONE),
                TrainingCheckpoints.inMemory());
        WorkerTracker tracker = WorkerTracker.start(spark, workers, LIMIT.toSeconds())) {
      require(
          spark,
          resources,
          workers,
          server.target(DriverHost.name(spark)),
          tracker.workerSettings(),
          LIMIT);
    } catch (RunException e) {
      throw e;
    } catch (Exception e) {
      throw new RunException(
          Outcome.FAILED, "training cannot listen for its workers: " + e.getMessage(), e);
    }
  }

  static void require(
      SparkContext spark,
      StageResources resources,
      int workers,
      ReportSender.ReportTarget driver,
      Map<String, Object> tracker,
      Duration limit) {
    JavaRDD<Integer> numbers =
        JavaSparkContext.fromSparkContext(spark)
            .parallelize(IntStream.range(0, workers).boxed().toList(), workers);
    String words =
        "the training workers cannot reach the driver at %s, or each other, within %d s; open all ports between driver and executors, and check that executors can reach spark.driver.host"
            .formatted(driver.host(), limit.toSeconds());
    try (JobDeadline deadline = JobDeadline.start(spark, limit, words)) {
      deadline.call(
          () ->
              new JavaRDD<>(
                      resources.assign(
                          numbers
                              .rdd()
                              .barrier()
                              .mapPartitions(
                                  new Hello(driver, tracker, (int) limit.toMillis() / 3),
                                  false,
                                  NUMBERS)),
                      NUMBERS)
                  .collect());
    }
  }

  /** Connects one worker to the driver and to the other workers. */
  private static final class Hello extends AbstractFunction1<Iterator<Integer>, Iterator<Integer>>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ReportSender.ReportTarget driver;
    private final Map<String, Object> tracker;
    private final int callMillis;

    Hello(ReportSender.ReportTarget driver, Map<String, Object> tracker, int callMillis) {
      this.driver = driver;
      this.tracker = tracker;
      this.callMillis = callMillis;
    }

    @Override
    public Iterator<Integer> apply(Iterator<Integer> numbers) {
      BarrierTaskContext context = BarrierTaskContext.get();
      try {
        driver.call(callMillis);
      } catch (IOException e) {
        throw new IllegalStateException(
            "a worker cannot reach the driver at %s:%d (%s); open all ports between driver and executors"
                .formatted(driver.host(), driver.port(), e.getMessage()),
            e);
      }
      // Otherwise the others would wait at the tracker for a worker that has failed.
      context.barrier();
      try (WorkerGroup group = WorkerGroup.join(tracker, context.partitionId())) {
        int rank = group.isFirst() ? 0 : context.partitionId();
        return ScalaInterop.iterator(java.util.List.of(rank).iterator());
      } catch (XGBoostError e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }
  }
}
