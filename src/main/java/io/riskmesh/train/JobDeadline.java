package io.riskmesh.train;

import io.riskmesh.store.CauseChain;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;

/**
 * Cancels every Spark job started by its thread once the time limit has passed. Otherwise a worker
 * that cannot reach the tracker would wait forever (dmlc/xgboost issue 11511).
 */
final class JobDeadline implements AutoCloseable {
  private static final long AGAIN_MILLIS = 500;
  private static final Pattern EXCEPTION = Pattern.compile("^[\\w.$]+(Exception|Error|Failure): ");

  private final SparkContext spark;
  private final Duration limit;
  private final String words;
  private final String tag = "riskmesh-train-" + UUID.randomUUID();
  private final Timer clock = new Timer("riskmesh-train-deadline", true);
  private volatile boolean passed;

  private JobDeadline(SparkContext spark, Duration limit, String words) {
    this.spark = spark;
    this.limit = limit;
    this.words = words;
  }

  /** Starts the deadline of a training; must be closed on the same thread. */
  static JobDeadline ofTraining(SparkContext spark, Duration limit) {
    return start(
        spark,
        limit,
        "training.timeout: training was stopped after %s; allow more time, fewer rounds or more workers"
            .formatted(limit));
  }

  /**
   * Starts a deadline; must be closed on the same thread.
   *
   * @param words message of the error if the limit has passed
   */
  static JobDeadline start(SparkContext spark, Duration limit, String words) {
    JobDeadline deadline = new JobDeadline(spark, limit, words);
    spark.addJobTag(deadline.tag);
    deadline.schedule();
    return deadline;
  }

  /**
   * Cancels repeatedly, because a cancellation affects only jobs that are running at that moment.
   */
  private void schedule() {
    TimerTask cancel =
        new TimerTask() {
          @Override
          public void run() {
            passed = true;
            spark.cancelJobsWithTag(tag);
          }
        };
    clock.schedule(cancel, limit.toMillis(), AGAIN_MILLIS);
  }

  /** Runs the work; any failure becomes a {@link RunException} with a one-line message. */
  <T> T call(Callable<T> work) {
    try {
      return work.call();
    } catch (RunException e) {
      throw e;
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new RunException(Outcome.FAILED, passed ? words : failure(e), e);
    }
  }

  /** Returns whether the job was cancelled on purpose, by this deadline or by a user. */
  boolean cancelled(SparkException e) {
    return passed || spark.isStopped() || String.valueOf(e.getMessage()).contains("cancelled");
  }

  private static String failure(Throwable e) {
    Throwable cause = CauseChain.root(e);
    String text =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    List<String> lines = text.strip().lines().toList();
    // For a barrier task, Spark's first line only reports the failure; the second has the cause.
    boolean isTask = lines.size() > 1 && lines.get(0).endsWith("finished unsuccessfully.");
    String reason = lines.isEmpty() ? "no reason given" : lines.get(isTask ? 1 : 0);
    return "training failed: " + EXCEPTION.matcher(reason).replaceFirst("");
  }

  @Override
  public void close() {
    clock.cancel();
    spark.removeJobTag(tag);
  }
}
